'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

import type { SchemaField } from './json-schema.ts'

export type SecretFieldsProps = {
  fields: SchemaField[]
  /** names of those that are stored */
  stored: string[]
  errors: Record<string, string>
}

/** Write-only: a stored secret can be replaced, never read. Left alone it stays as it is. */
export function SecretFields({ fields, stored, errors }: SecretFieldsProps) {
  return fields.map((field) => (
    <SecretField
      key={field.name}
      field={field}
      stored={stored.includes(field.name)}
      error={errors[`secrets.${field.name}`]}
    />
  ))
}

type SecretFieldProps = { field: SchemaField; stored: boolean; error: string | undefined }

function SecretField({ field, stored, error }: SecretFieldProps) {
  const [replacing, setReplacing] = useState(false)
  if (stored && !replacing)
    return (
      <div className="grid content-start gap-1.5">
        <span className="text-sm leading-5 font-medium">{field.label}</span>
        <div className="bg-muted/60 flex h-9 items-center gap-2 rounded-md border pr-1 pl-3 text-sm">
          <KeyRound className="text-muted-foreground size-4" aria-hidden />
          <span className="text-muted-foreground flex-1">Stored</span>
          <Button
            variant="ghost"
            size="sm"
            className="h-7"
            aria-label={`Replace ${field.label}`}
            onClick={() => setReplacing(true)}
          >
            Replace
          </Button>
        </div>
      </div>
    )
  return (
    <Field label={field.label} hint={field.description} error={error} required={field.required}>
      {(aria) => (
        <Input
          {...aria}
          type="password"
          name={`secrets.${field.name}`}
          autoComplete="off"
          autoFocus={replacing}
          placeholder={stored ? 'Leave empty to keep the stored one' : ''}
        />
      )}
    </Field>
  )
}
