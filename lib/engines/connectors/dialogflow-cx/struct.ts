import { z } from 'zod'

import type { Json } from '#lib/engines/connectors/types.ts'

/** `google.protobuf.Value` as protobuf.js has it. */
type Value =
  | { nullValue: 0 }
  | { numberValue: number }
  | { stringValue: string }
  | { boolValue: boolean }
  | { listValue: { values: Value[] } }
  | { structValue: Struct }
type Struct = { fields: { [name: string]: Value } }

function valueOf(json: Json): Value {
  if (json === null) return { nullValue: 0 }
  if (typeof json === 'number') return { numberValue: json }
  if (typeof json === 'string') return { stringValue: json }
  if (typeof json === 'boolean') return { boolValue: json }
  if (Array.isArray(json)) return { listValue: { values: json.map(valueOf) } }
  return { structValue: toStruct(json) }
}

/** JSON as a `google.protobuf.Struct`. */
export function toStruct(json: { [name: string]: Json }): Struct {
  const fields = Object.entries(json).map(([name, value]) => [name, valueOf(value)])
  return { fields: Object.fromEntries(fields) as Struct['fields'] }
}

/** Only the member that `kind` names counts: the others may be there with their defaults. */
const Received: z.ZodType<Json> = z.lazy(() =>
  z
    .object({
      kind: z.string().optional(),
      numberValue: z.number().nullish(),
      stringValue: z.string().nullish(),
      boolValue: z.boolean().nullish(),
      listValue: z.object({ values: z.array(Received).nullish() }).nullish(),
      structValue: ReceivedStruct.nullish(),
    })
    .transform((value): Json => {
      const { kind, numberValue, stringValue, boolValue, listValue, structValue } = value
      if (kind === 'structValue') return structValue ?? {}
      if (kind === 'listValue') return listValue?.values ?? []
      return (
        { numberValue, stringValue, boolValue }[
          kind as 'numberValue' | 'stringValue' | 'boolValue'
        ] ?? null
      )
    }),
)

/** A `google.protobuf.Struct` as the SDK gives it, read as JSON. */
export const ReceivedStruct: z.ZodType<{ [name: string]: Json }> = z
  .object({ fields: z.record(z.string(), Received).nullish() })
  .transform(({ fields }) => fields ?? {})
