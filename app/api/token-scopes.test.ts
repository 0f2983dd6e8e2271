import { describe, expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { apiTokens } from '#db/schema/accounts.ts'
import { createCtx, createSuiteFixture } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { createApiToken } from '#lib/accounts/api-tokens.ts'
import type { ActivityView, ApiTokenView, NewApiTokenView } from '#lib/accounts/schema.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import type { Ctx } from '#lib/platform/context.ts'

const database = useTestDatabase()
const api = useApi(database)

type Scopes = ApiTokenView['scopes']

/** Calls the API with a token of these scopes. */
async function withToken(ctx: Ctx, scopes?: Scopes) {
  const made = await createApiToken(ctx, { name: 'Pipeline', ...(scopes && { scopes }) })
  const call = (method: string, path: string, json?: unknown) =>
    api.call(null, method, path, {
      ...(json !== undefined && { json }),
      headers: { authorization: `Bearer ${made.token}` },
    })
  return { made, call }
}

describe('an API token', () => {
  test.each<[Scopes, string, string, unknown, number]>([
    [['read'], 'GET', '/api/v1/suites', undefined, 200],
    [['read'], 'POST', '/api/v1/suites', { name: 'A' }, 403],
    [['read', 'run'], 'POST', '/api/v1/suites', { name: 'B' }, 403],
    [['run'], 'GET', '/api/v1/suites', undefined, 200],
    [['write'], 'POST', '/api/v1/suites', { name: 'C' }, 201],
    [['write'], 'POST', '/api/v1/runs', { suite_ids: [], target: 'x' }, 403],
    [['write'], 'GET', '/api/v1/users', undefined, 403],
    [['write'], 'POST', '/api/v1/api-tokens', { name: 'D' }, 403],
    [['admin'], 'GET', '/api/v1/users', undefined, 200],
    [['admin'], 'POST', '/api/v1/suites', { name: 'E' }, 403],
    [['read', 'run', 'write', 'admin'], 'POST', '/api/v1/suites', { name: 'F' }, 201],
  ])('with the scopes %j: %s %s', async (scopes, method, path, json, status) => {
    const { call } = await withToken(await createCtx(database.db), scopes)
    expect((await call(method, path, json)).status).toBe(status)
  })

  test('without given scopes may do what its owner may, and an older one still can', async () => {
    const ctx = await createCtx(database.db, 'qa_engineer')
    const { made, call } = await withToken(ctx)
    expect(made.scopes).toEqual(['read', 'run', 'write', 'admin'])
    expect((await call('POST', '/api/v1/suites', { name: 'Own' })).status).toBe(201)
    expect((await call('GET', '/api/v1/users')).status).toBe(403)
    const token = newToken('api')
    await database.db.insert(apiTokens).values({
      organizationId: ctx.organizationId,
      userId: ctx.actor.id ?? '',
      name: 'Older',
      prefix: token.slice(0, 10),
      tokenHash: hashToken(token),
    })
    const headers = { authorization: `Bearer ${token}` }
    const reply = await api.call(null, 'POST', '/api/v1/suites', { json: { name: 'Old' }, headers })
    expect(reply.status).toBe(201)
  })

  test('is refused in words that say which scope it lacks', async () => {
    const { call } = await withToken(await createCtx(database.db), ['run'])
    expect((await call('POST', '/api/v1/suites', { name: 'A' })).body).toMatchObject({
      detail: 'The API token Pipeline may not suite:write: it needs the scope write',
    })
  })

  test('cannot make a token that may do more than itself', async () => {
    const { call } = await withToken(await createCtx(database.db), ['admin'])
    const wanted = (scopes: Scopes) => call('POST', '/api/v1/api-tokens', { name: 'Next', scopes })
    expect(await wanted(['write', 'admin'])).toMatchObject({ status: 403 })
    const { status, body } = await wanted(['admin'])
    expect(status).toBe(201)
    expect((body as NewApiTokenView).scopes).toEqual(['read', 'admin'])
  })

  test('cannot change its owner’s password without the scope admin', async () => {
    const { call } = await withToken(await createCtx(database.db), ['write'])
    const json = { current: 'whatever it is', password: 'another password' }
    expect((await call('POST', '/api/v1/me/password', json)).status).toBe(403)
  })

  test('shows its scopes in the list', async () => {
    const ctx = await createCtx(database.db)
    await withToken(ctx, ['run'])
    const { body } = await api.call(ctx, 'GET', '/api/v1/api-tokens')
    expect((body as { data: ApiTokenView[] }).data).toMatchObject([{ scopes: ['read', 'run'] }])
  })

  test('is named in the activity log, with the person it acts for and what it changed', async () => {
    const ctx = await createCtx(database.db)
    const { suite } = await createSuiteFixture(ctx, { name: 'Weather' })
    const { made, call } = await withToken(ctx)
    await call('PATCH', `/api/v1/suites/${suite.id}`, { name: 'Climate' })
    const { body } = await api.call(ctx, 'GET', `/api/v1/activity?entity_id=${suite.id}`)
    const [entry] = (body as { data: ActivityView[] }).data
    expect(entry).toMatchObject({
      action: 'suite.update',
      actor: { kind: 'api_token', id: made.id, name: 'Pipeline' },
      user: { id: ctx.actor.id, name: ctx.actor.name },
      before: { name: 'Weather' },
      after: { name: 'Climate' },
    })
  })
})
