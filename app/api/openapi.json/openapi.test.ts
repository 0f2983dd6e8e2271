import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { expect, test } from 'vitest'

import { apiModules, apiRoutes } from '#app/api/openapi.json/routes.ts'
import { describeApi } from '#lib/http/openapi.ts'
import { permissions } from '#lib/platform/auth/authorize.ts'

const root = join(import.meta.dirname, '..')
/** NextAuth's own protocol, and the description itself. */
const notDescribed = ['auth/[...nextauth]', 'openapi.json']

const document = describeApi(apiRoutes())
const operations = Object.values(document.paths as Record<string, Record<string, object>>)

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
  const ids = operations.flatMap((methods) =>
    Object.values(methods).map((operation) => Reflect.get(operation, 'operationId') as string),
  )
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
    'POST /api/v1/auth/refresh',
    'POST /api/v1/auth/token',
    'POST /api/v1/judge',
    'POST /api/v1/me/password',
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
