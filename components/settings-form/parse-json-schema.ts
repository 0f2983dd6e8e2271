import { z } from 'zod'

import type { JsonSchema } from '#components/settings-form/json-schema.ts'

/** Of any JSON Schema the part that settings forms read; the rest does not travel to the browser. */
const Parser: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).exactOptional(),
    title: z.string().exactOptional(),
    description: z.string().exactOptional(),
    default: z.json().exactOptional(),
    enum: z.array(z.json()).exactOptional(),
    format: z.string().exactOptional(),
    pattern: z.string().exactOptional(),
    contentMediaType: z.string().exactOptional(),
    minimum: z.number().exactOptional(),
    maximum: z.number().exactOptional(),
    minLength: z.number().exactOptional(),
    maxLength: z.number().exactOptional(),
    properties: z.record(z.string(), Parser).exactOptional(),
    required: z.array(z.string()).exactOptional(),
    items: Parser.exactOptional(),
    anyOf: z.array(Parser).exactOptional(),
    examples: z.array(z.json()).exactOptional(),
    group: z.string().exactOptional(),
    shown_as: z.string().exactOptional(),
  }),
)

export const parseJsonSchema = (schema: unknown): JsonSchema => Parser.parse(schema)
