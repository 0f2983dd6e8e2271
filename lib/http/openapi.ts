import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'

import type { AnyDefinition } from '#lib/http/definition.ts'
import { Problem } from '#lib/http/problem.ts'
import { httpStatus, type ErrorCode } from '#lib/platform/errors.ts'
import { problemTitles } from '#lib/platform/problem-titles.ts'

export type ApiRoute = { path: string; method: string; definition: AnyDefinition }

type Parameters = NonNullable<NonNullable<ZodOpenApiOperationObject['requestParams']>['path']>

const idempotencyKey: oas31.ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key gives the first answer again for a day',
  schema: { type: 'string', maxLength: 255 },
}

function requestBody({ body, accepts }: AnyDefinition): ZodOpenApiOperationObject['requestBody'] {
  if (body) {
    // An absent body counts as {}.
    const required = !body.safeParse({}).success
    return { required, content: { 'application/json': { schema: body } } }
  }
  if (!accepts) return undefined
  return { required: true, content: Object.fromEntries(accepts.map((type) => [type, {}])) }
}

/** What can go wrong, from what the route asks for. */
function faults({
  public: open,
  permission,
  params,
  body,
  query,
  accepts,
  creates,
  worth,
}: AnyDefinition) {
  const codes: ErrorCode[] = ['unavailable']
  if (worth !== 0) codes.push('rate_limited')
  if (!open) codes.push('unauthenticated')
  if (permission) codes.push('forbidden')
  if (params) codes.push('not_found')
  if (body ?? query ?? accepts) codes.push('invalid')
  if (body ?? accepts) codes.push('too_large')
  if (creates) codes.push('conflict', 'unprocessable')
  return codes
}

function responses(definition: AnyDefinition): ZodOpenApiOperationObject['responses'] {
  const { reply, produces, status = 200, waitsMs } = definition
  const content = reply
    ? { 'application/json': { schema: reply } }
    : produces
      ? { [produces]: {} }
      : undefined
  const done = (description: string) => ({ description, ...(content && { content }) })
  return {
    ...(waitsMs !== undefined && { 200: done('What was waited for has come') }),
    [status]: done('Done'),
    ...Object.fromEntries(
      faults(definition).map((code) => [
        httpStatus[code],
        {
          description: problemTitles[code],
          content: { 'application/problem+json': { schema: Problem } },
        },
      ]),
    ),
  }
}

/** The part of the address that groups operations: `/api/v1/runs/{id}` belongs to `runs`. */
const tagOf = (path: string) => path.replace(/^\/api\/(v1\/)?/, '').split('/')[0] ?? ''

/** `GET /api/v1/runs/{id}` is `getRunsId`. */
const operationIdOf = (method: string, path: string) =>
  method.toLowerCase() +
  path
    .replace(/^\/api(\/v1)?/, '')
    .replaceAll(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase())

function operation({ path, method, definition }: ApiRoute): ZodOpenApiOperationObject {
  const { params, query } = definition
  const body = requestBody(definition)
  return {
    operationId: operationIdOf(method, path),
    summary: definition.summary,
    tags: [tagOf(path)],
    ...(definition.public && { security: [] }),
    ...(definition.permission && {
      description: `Needs the permission \`${definition.permission}\`.`,
      'x-permission': definition.permission,
    }),
    ...((params ?? query) && {
      requestParams: {
        ...(params && { path: params as Parameters }),
        ...(query && { query: query as Parameters }),
      },
    }),
    ...(definition.creates && { parameters: [idempotencyKey] }),
    ...(body && { requestBody: body }),
    responses: responses(definition),
  }
}

const intro = `JSON over HTTP. Ids are UUIDv7, times RFC 3339 in UTC, durations in ms and named \`…_ms\`. Lists answer
\`{ "data": [...], "next_cursor": string | null }\`; pass \`next_cursor\` as \`?cursor=\` for the next page. Errors are
\`application/problem+json\` (RFC 9457). Unknown body keys are refused.`

/** The API as OpenAPI 3.1, from the schemas that the handlers themselves parse with; names are their `meta({ id })`. */
export function describeApi(routes: ApiRoute[]): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Earshot', version: '1.0.0', description: intro },
      security: [{ bearer: [] }],
      paths,
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description:
              'An access token of /api/v1/auth/token, or an API token (ear_…). Signed in to Earshot in this browser, you need neither.',
          },
        },
      },
    },
    // What a transform gives has no schema of its own; it is described as anything.
    { allowEmptySchema: { transform: true, custom: true, pipe: true } },
  )
}
