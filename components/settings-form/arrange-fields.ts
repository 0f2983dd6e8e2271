import type { SchemaField } from '#components/settings-form/json-schema.ts'

type Arranged = {
  /** what must be filled in comes first */
  main: SchemaField[]
  advanced: SchemaField[]
}

/** The order in which a form asks: what is needed, what is usual, and apart from them what is seldom needed. */
export function arrangeFields(fields: readonly SchemaField[]): Arranged {
  const isFolded = (field: SchemaField) => field.isAdvanced && !field.required
  const main = fields.filter((field) => !isFolded(field))
  return {
    main: [...main.filter(({ required }) => required), ...main.filter(({ required }) => !required)],
    advanced: fields.filter(isFolded),
  }
}
