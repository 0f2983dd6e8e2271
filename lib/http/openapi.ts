import { z } from 'zod'

import type { AnyDefinition } from '#lib/http/definition.ts'
import { Problem, problemTitles } from '#lib/http/problem.ts'
import { schemaNames } from '#lib/http/schema-names.ts'
import { httpStatus, type ErrorCode } from '#lib/platform/errors.ts'

export type ApiRoute = { path: string; method: string; definition: AnyDefinition }

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Makes `#/$defs/X` of one schema the `#/components/schemas/X` of the document. */
function pointToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointToComponents)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' && typeof item === 'string'
        ? item.replace('#/$defs/', '#/components/schemas/')
        : pointToComponents(item),
    ]),
  )
}

/** Turns zod schemas into JSON Schema and gathers the named ones. */
class SchemaWriter {
  readonly components: Json = {}

  write(schema: z.ZodType, io: 'input' | 'output'): Json {
    const written = z.toJSONSchema(schema, { io, metadata: schemaNames, unrepresentable: 'any' })
    const {
      $schema: _,
      $defs = {},
      ...rest
    } = pointToComponents(written) as Json & { $defs?: Json }
    const id = schemaNames.get(schema)?.id
    for (const [name, part] of Object.entries($defs)) this.components[name] ??= part
    if (id === undefined) return rest
    this.components[id] ??= rest
    return { $ref: `#/components/schemas/${id}` }
  }
}

function parameters(writer: SchemaWriter, definition: AnyDefinition): Json[] {
  const of = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (!schema) return []
    const { properties, required } = writer.write(schema, 'input')
    const needed = Array.isArray(required) ? required : []
    return Object.entries(isObject(properties) ? properties : {}).map(([name, part]) => ({
      name,
      in: place,
      required: place === 'path' || needed.includes(name),
      schema: part,
    }))
  }
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key gives the first answer again for a day',
    schema: { type: 'string', maxLength: 255 },
  }
  return [
    ...of(definition.params, 'path'),
    ...of(definition.query, 'query'),
    ...(definition.creates ? [key] : []),
  ]
}

function requestBody(writer: SchemaWriter, { body, accepts }: AnyDefinition): Json | null {
  if (body) return { content: { 'application/json': { schema: writer.write(body, 'input') } } }
  if (!accepts) return null
  return { required: true, content: Object.fromEntries(accepts.map((type) => [type, {}])) }
}

/** What can go wrong by what the route asks for. */
function faults({
  public: open,
  permission,
  params,
  body,
  query,
  accepts,
  creates,
}: AnyDefinition) {
  const codes: ErrorCode[] = ['unavailable']
  if (!open) codes.push('unauthenticated')
  if (permission) codes.push('forbidden')
  if (params) codes.push('not_found')
  if (body ?? query ?? accepts) codes.push('invalid')
  if (body ?? accepts) codes.push('too_large')
  if (creates) codes.push('conflict', 'unprocessable')
  return codes
}

function responses(writer: SchemaWriter, definition: AnyDefinition): Json {
  const { reply, produces, status = 200, waitsMs } = definition
  const content = reply
    ? { 'application/json': { schema: writer.write(reply, 'output') } }
    : produces
      ? { [produces]: {} }
      : null
  const problem = { 'application/problem+json': { schema: writer.write(Problem, 'output') } }
  const done = (description: string) => ({ description, ...(content && { content }) })
  return {
    ...(waitsMs !== undefined && { 200: done('What was waited for has come') }),
    [status]: done('Done'),
    ...Object.fromEntries(
      faults(definition).map((code) => [
        httpStatus[code],
        { description: problemTitles[code], content: problem },
      ]),
    ),
  }
}

/** The part of the address that groups operations: `/api/v1/runs/{id}` belongs to `runs`. */
const tagOf = (path: string) => path.replace(/^\/api\/(v1\/)?/, '').split('/')[0] ?? ''

function operation(writer: SchemaWriter, { path, method, definition }: ApiRoute): Json {
  const body = requestBody(writer, definition)
  const list = parameters(writer, definition)
  return {
    operationId: `${method.toLowerCase()}${path.replace(/^\/api(\/v1)?/, '').replaceAll(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase())}`,
    summary: definition.summary,
    tags: [tagOf(path)],
    ...(definition.public && { security: [] }),
    ...(definition.permission && { 'x-permission': definition.permission }),
    ...(list.length > 0 && { parameters: list }),
    ...(body && { requestBody: body }),
    responses: responses(writer, definition),
  }
}

const intro = `JSON over HTTP. Ids are UUIDv7, times RFC 3339 in UTC, durations in ms and named \`…_ms\`. Lists answer
\`{ "data": [...], "next_cursor": string | null }\`; pass \`next_cursor\` as \`?cursor=\` for the next page. Errors are
\`application/problem+json\` (RFC 9457). Unknown body keys are refused.`

/** The API as OpenAPI 3.1, from the schemas that the handlers themselves parse with. */
export function describeApi(routes: ApiRoute[]): Json {
  const writer = new SchemaWriter()
  const paths: Record<string, Json> = {}
  for (const route of routes)
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(writer, route)
  const names = Object.keys(writer.components).toSorted()
  return {
    openapi: '3.1.0',
    info: { title: 'Earshot', version: '1.0.0', description: intro },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of /api/v1/auth/token, or an API token (ear_…)',
        },
      },
      schemas: Object.fromEntries(names.map((name) => [name, writer.components[name]])),
    },
  }
}
