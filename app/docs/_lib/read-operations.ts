import { z } from 'zod'

const Content = z.record(z.string(), z.object({ schema: z.unknown().optional() }))

const OperationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).min(1),
  'x-permission': z.string().optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean() }))
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
})

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), OperationSchema)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

export type Operation = {
  id: string
  method: string
  path: string
  tag: string
  summary: string
  permission: string | null
  parameters: { name: string; place: string; required: boolean }[]
  body: unknown
  reply: unknown
  status: string
}

const schemaIn = (content: z.output<typeof Content> | undefined): unknown => {
  const [type, part] = Object.entries(content ?? {})[0] ?? []
  return part?.schema ?? type ?? null
}

/** The parts of an OpenAPI document that the page shows, grouped by tag. */
export function readOperations(document: unknown): {
  groups: { tag: string; operations: Operation[] }[]
  schemas: { name: string; schema: unknown }[]
} {
  const { paths, components } = Document.parse(document)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const successes = Object.entries(operation.responses).filter(([code]) => code.startsWith('2'))
      const status = successes.map(([code]) => code).join(' or ')
      const [, success] = successes[0] ?? []
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        tag: operation.tags[0] ?? '',
        summary: operation.summary,
        permission: operation['x-permission'] ?? null,
        parameters: operation.parameters.map(({ in: place, ...rest }) => ({ ...rest, place })),
        body: schemaIn(operation.requestBody?.content),
        reply: schemaIn(success?.content),
        status,
      }
    }),
  )
  const groups = Map.groupBy(operations, ({ tag }) => tag)
  return {
    groups: [...groups].map(([tag, list]) => ({ tag, operations: list })),
    schemas: Object.entries(components.schemas).map(([name, schema]) => ({ name, schema })),
  }
}
