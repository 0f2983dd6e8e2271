import { expect, test } from 'vitest'

import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import { readOperations } from '#app/docs/_lib/read-operations.ts'
import { describeApi } from '#lib/http/openapi.ts'

const { groups, schemas } = readOperations(describeApi(apiRoutes()))
const find = (id: string) =>
  groups.flatMap(({ operations }) => operations).find((operation) => operation.id === id)

test('the page shows every operation of the document once', () => {
  const ids = groups.flatMap(({ operations }) => operations.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(apiRoutes().length)
})

test('an operation comes with what it takes and answers', () => {
  expect(find('postRuns')).toMatchObject({
    method: 'POST',
    path: '/api/v1/runs',
    permission: 'run:start',
    status: '200 or 202',
    body: { $ref: '#/components/schemas/StartRun' },
    reply: { $ref: '#/components/schemas/Run' },
  })
})

test('a body that is not JSON is shown by its type', () => {
  expect(find('postSuitesImport')?.body).toBe('application/yaml')
})

test('named schemas are listed', () => {
  expect(schemas.map(({ name }) => name)).toContain('Execution')
})
