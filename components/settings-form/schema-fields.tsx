import { useId } from 'react'

import type { SchemaField } from '#components/settings-form/json-schema.ts'
import { Field, FieldError, type ControlProps } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

export type SchemaFieldsProps = {
  /** prefix of the fields' names in the form */
  scope: string
  fields: SchemaField[]
  /** by `scope.name` */
  errors: Record<string, string>
}

/** Form fields of an object schema, for a grid of two columns; objects within it become groups. */
export function SchemaFields({ scope, fields, errors }: SchemaFieldsProps) {
  return fields.map((field) =>
    field.kind === 'group' ? (
      <Group key={field.name} scope={`${scope}.${field.name}`} field={field} errors={errors} />
    ) : (
      <Field
        key={field.name}
        label={field.label}
        hint={hasHint(field) ? <Hint field={field} /> : undefined}
        error={errors[`${scope}.${field.name}`]}
        required={field.required}
        inline={field.kind === 'switch'}
        {...(wide(field) && { className: 'sm:col-span-2' })}
      >
        {(aria) => <Control aria={aria} name={`${scope}.${field.name}`} field={field} />}
      </Field>
    ),
  )
}

type GroupProps = { scope: string; field: SchemaField; errors: Record<string, string> }

function Group({ scope, field, errors }: GroupProps) {
  const hint = useId()
  return (
    <fieldset
      className="min-w-0 rounded-md border px-4 pb-4 sm:col-span-2"
      {...(field.description !== null && { 'aria-describedby': hint })}
    >
      <legend className="-ml-1 px-1 text-sm font-medium">{field.label}</legend>
      {field.description !== null && (
        <p id={hint} className="text-muted-foreground pb-1 text-xs leading-4 text-pretty">
          {field.description}
        </p>
      )}
      <div className="grid gap-4 pt-2 sm:grid-cols-2">
        <SchemaFields scope={scope} fields={field.fields} errors={errors} />
      </div>
      <FieldError message={errors[scope]} />
    </fieldset>
  )
}

const wide = (field: SchemaField) =>
  field.kind === 'json' || field.kind === 'list' || field.kind === 'long' || field.kind === 'url'
const isCode = ({ kind }: SchemaField) => kind === 'json' || kind === 'list' || kind === 'long'

/** What it means, how it is written, and an example of it. */
function Hint({ field }: { field: SchemaField }) {
  const written = { list: 'One per line.', json: 'Written as JSON.' }
  const how = field.kind === 'list' || field.kind === 'json' ? written[field.kind] : null
  const isSaid = /\ba line\b|JSON/.test(field.description ?? '')
  const sentence = field.description?.replace(/(?<![.!?])$/, '.')
  return (
    <>
      {[sentence, isSaid ? null : how].filter(Boolean).join(' ')}
      {field.example !== null && (
        <>
          {' '}
          Example:{' '}
          <code className="font-mono break-all whitespace-pre-wrap">
            {field.example.replaceAll(/\s*\n\s*/g, ' ')}
          </code>
        </>
      )}
    </>
  )
}

const hasHint = (field: SchemaField) =>
  field.description !== null || field.example !== null || isCode(field)

function Control({ aria, name, field }: { aria: ControlProps; name: string; field: SchemaField }) {
  switch (field.kind) {
    case 'switch':
      return <Switch {...aria} name={name} defaultChecked={field.initial === 'true'} />
    case 'choice':
      return (
        <Select {...aria} name={name} defaultValue={field.initial}>
          {!field.required && field.initial === '' && <option value="">Not set</option>}
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </Select>
      )
    case 'list':
    case 'long':
    case 'json':
      return (
        <Textarea
          {...aria}
          name={name}
          defaultValue={field.initial}
          rows={field.kind === 'json' ? 3 : undefined}
          spellCheck={false}
          autoCapitalize="off"
          className={field.kind === 'list' ? '' : 'font-mono text-xs'}
        />
      )
    default:
      return (
        <Input
          {...aria}
          name={name}
          type={field.kind === 'number' ? 'number' : field.kind}
          step="any"
          defaultValue={field.initial}
          spellCheck={false}
        />
      )
  }
}
