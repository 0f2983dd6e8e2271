'use client'

import { KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'

import type { SchemaField } from '#components/settings-form/json-schema.ts'
import { SecretInput } from '#components/settings-form/secret-input.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

export type SecretFieldsProps = {
  fields: SchemaField[]
  /** names of those that are stored */
  stored: string[]
  /** what may be said of a stored one, such as its last characters */
  facts?: Record<string, ReactNode>
  /** a stored one may be taken away: the form then holds `remove.secrets.<name>` */
  removable?: boolean
  /** names of those that the other side must hold too; they may be made here */
  generable?: readonly string[]
  errors: Record<string, string>
}

/** Write-only: a stored secret can be replaced, never read. Left alone it stays as it is. */
export function SecretFields({ fields, errors, ...props }: SecretFieldsProps) {
  const { stored, facts, removable, generable } = props
  return fields.map((field) => (
    <SecretField
      key={field.name}
      field={field}
      stored={stored.includes(field.name)}
      facts={facts?.[field.name] ?? 'Stored'}
      removable={removable === true && !field.required}
      generable={generable?.includes(field.name) === true}
      error={errors[`secrets.${field.name}`]}
    />
  ))
}

type SecretFieldProps = {
  field: SchemaField
  stored: boolean
  facts: ReactNode
  removable: boolean
  generable: boolean
  error: string | undefined
}

function SecretField({ field, stored, facts, removable, generable, error }: SecretFieldProps) {
  const [intent, setIntent] = useState<'keep' | 'replace' | 'remove'>('keep')
  // A fault about a stored one asks for it again.
  const typing = !stored || intent === 'replace' || (intent === 'keep' && error !== undefined)
  if (!typing)
    return (
      <StoredSecret
        label={field.label}
        facts={facts}
        error={error}
        removed={intent === 'remove'}
        name={field.name}
        removable={removable}
        onIntent={setIntent}
      />
    )
  const shared = {
    name: `secrets.${field.name}`,
    autoFocus: intent === 'replace',
    placeholder: stored && error === undefined ? 'Leave empty to keep the stored one' : '',
  }
  return (
    <Field
      label={field.label}
      hint={field.description}
      error={error}
      required={field.required}
      {...((field.kind === 'long' || generable) && { className: 'sm:col-span-2' })}
    >
      {(aria) => {
        if (generable)
          return <SecretInput {...aria} {...shared} label={field.label} pattern={field.pattern} />
        if (field.kind !== 'long')
          return <Input {...aria} {...shared} type="password" autoComplete="off" />
        return (
          <Textarea
            {...aria}
            {...shared}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
          />
        )
      }}
    </Field>
  )
}

type StoredSecretProps = {
  name: string
  label: string
  facts: ReactNode
  error: string | undefined
  removed: boolean
  removable: boolean
  onIntent: (intent: 'keep' | 'replace' | 'remove') => void
}

function StoredSecret({ name, label, facts, error, removed, ...props }: StoredSecretProps) {
  const { removable, onIntent } = props
  const act = (text: string, intent: Parameters<typeof onIntent>[0]) => (
    <Button
      variant="ghost"
      size="sm"
      className="h-7"
      aria-label={`${text} ${label}`}
      onClick={() => onIntent(intent)}
    >
      {text}
    </Button>
  )
  return (
    <div className="grid content-start gap-1.5">
      <span className="text-sm leading-5 font-medium">{label}</span>
      <div className="bg-muted/60 flex min-h-9 flex-wrap items-center gap-x-1 rounded-md border pr-1 pl-3 text-sm">
        <KeyRound className="text-muted-foreground mr-1 size-4" aria-hidden />
        <span className="text-muted-foreground min-w-0 flex-1 py-1" role="status">
          {removed ? 'Removed when you save' : facts}
        </span>
        {removed && <input type="hidden" name={`remove.secrets.${name}`} value="on" />}
        {removed ? act('Keep', 'keep') : act('Replace', 'replace')}
        {removable && !removed && act('Remove', 'remove')}
      </div>
      <FieldError message={error} />
    </div>
  )
}
