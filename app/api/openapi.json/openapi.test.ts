import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'

import { apiModules } from '#app/api/openapi.json/api-modules.ts'
import { GET } from '#app/api/openapi.json/route.ts'
import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import { describeApi } from '#lib/http/openapi.ts'
import { permissions } from '#lib/platform/auth/authorize.ts'

const root = join(import.meta.dirname, '..')
/** NextAuth's own protocol, the description itself, and what answers refusals. */
const notDescribed = ['auth/[...nextauth]', 'openapi.json', 'refused']

type Operation = {
  operationId: string
  parameters?: { in: string; name: string; required?: boolean }[]
  requestBody?: { content: object; required?: boolean }
  responses: Record<string, unknown>
  security?: object[]
}

const document = describeApi(apiRoutes())
const operations = Object.entries(
  document.paths as Record<string, Record<string, Operation>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)
const ask = (headers: Record<string, string> = {}) =>
  GET(new Request('http://localhost/api/openapi.json', { headers }), {
    params: Promise.resolve({}),
  })

/** What a caller of an operation depends on, in one line. */
function surface({ path, method, operation }: (typeof operations)[number]): string {
  const { operationId, parameters = [], requestBody, responses, security } = operation
  const takes = [
    ...parameters.map(({ in: place, name, required }) => `${place}.${name}${required ? '' : '?'}`),
    ...Object.keys(requestBody?.content ?? {}).map(
      (type) => `${type}${requestBody?.required ? '' : '?'}`,
    ),
  ]
  const parts = [`${method.toUpperCase()} ${path}`, operationId, security ? 'open' : 'closed']
  return [...parts, takes.join(' '), Object.keys(responses).join(' ')].join(' | ')
}

test('every route file is described', () => {
  const files = globSync('**/route.ts', { cwd: root }).map((file) => dirname(file))
  const addresses = files
    .filter((file) => !notDescribed.includes(file))
    .map((file) => `/api/${file.replaceAll(/\[(\w+)\]/g, '{$1}')}`)
  expect(Object.keys(apiModules).toSorted()).toEqual(addresses.toSorted())
})

test('every handler of every route file carries its definition', () => {
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  const handlers = Object.values(apiModules).flatMap((module) =>
    methods.filter((method) => method in module),
  )
  expect(apiRoutes()).toHaveLength(handlers.length)
})

test('every operation has its own id', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every reference leads somewhere', () => {
  const { schemas } = document.components as { schemas: Record<string, unknown> }
  const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)
  for (const [, reference = ''] of references)
    expect(schemas).toHaveProperty(reference.replace('#/components/schemas/', ''))
})

test('every address parameter is declared', () => {
  for (const { path, definition } of apiRoutes()) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const shape = definition.params
      ? Object.keys((definition.params as unknown as { shape: object }).shape)
      : []
    expect(shape.toSorted(), path).toEqual(named.toSorted())
  }
})

test('whatever changes something names a permission that exists, or is open on purpose', () => {
  const open = apiRoutes()
    .filter(({ method, definition }) => method !== 'GET' && !definition.permission)
    .map(({ method, path }) => `${method} ${path}`)
  expect(open.toSorted()).toEqual([
    'POST /api/v1/auth/logout',
    'POST /api/v1/auth/refresh',
    'POST /api/v1/auth/token',
    'POST /api/v1/judge',
    // The token in the address is the permission.
    'POST /api/v1/tool-calls/{token}',
    'POST /api/v1/tool-calls/{token}/{tool}',
    'POST /api/webhooks/ci-cd',
  ])
  for (const { definition } of apiRoutes())
    if (definition.permission) expect(permissions).toHaveProperty(definition.permission)
})

test('secrets of a target are in no answer', () => {
  const { schemas } = document.components as { schemas: Record<string, { properties: object }> }
  expect(Object.keys(schemas.Target?.properties ?? {})).toContain('secrets_set')
  expect(Object.keys(schemas.Target?.properties ?? {})).not.toContain('secrets')
})

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone({ ...document }))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
})

test('operations, their parameters, bodies and statuses, and named schemas change only on purpose (else: vitest run FILE -u)', async () => {
  const named = Object.keys(document.components?.schemas ?? {})
    .filter((name) => !name.startsWith('__'))
    .toSorted()
  const text = [...operations.map(surface).toSorted(), '', ...named].join('\n')
  await expect(`${text}\n`).toMatchFileSnapshot('surface.txt')
})

test('the description is written once and answered with 304 to whoever has it', async () => {
  const first = await ask()
  const etag = first.headers.get('etag') ?? ''
  expect(first.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
  expect(await first.json()).toEqual(JSON.parse(JSON.stringify(document)))
  for (const tag of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
    const again = await ask({ 'if-none-match': tag })
    expect([again.status, await again.text()], tag).toEqual([304, ''])
    expect(again.headers.get('etag')).toBe(etag)
  }
  expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200)
})
