import type { SchemaField } from '#components/settings-form/json-schema.ts'

type Fault = { path: string; message: string }

const sentence = (text: string) => text.replace(/^./, (first) => first.toUpperCase())

/** Names of all fields of a form, as `config.commit_status.context`. */
export const fieldNames = (scope: string, fields: SchemaField[]): string[] =>
  fields.flatMap((field) => [
    `${scope}.${field.name}`,
    ...fieldNames(`${scope}.${field.name}`, field.fields),
  ])

const covers = (name: string, path: string) =>
  path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)

/**
 * Faults at the fields that they lie in: `config.recipients[2]` at `config.recipients`. What lies in none is told
 * with the message about the whole, as `root`.
 */
export function faultsByField(
  names: readonly string[],
  message: string,
  faults: readonly Fault[],
): Record<string, string> {
  const errors: Record<string, string> = {}
  const elsewhere: string[] = []
  for (const fault of faults) {
    const [name] = names
      .filter((one) => covers(one, fault.path))
      .toSorted((a, b) => b.length - a.length)
    if (name === undefined) elsewhere.push(`${fault.path}: ${fault.message}`)
    else errors[name] ??= sentence(fault.message)
  }
  return { ...errors, root: [message, ...elsewhere].join('. ') }
}
