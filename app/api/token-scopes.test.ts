import { describe, expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { apiTokens } from '#db/schema/accounts.ts'
import { createCtx, createSuiteFixture } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { createApiToken } from '#lib/accounts/api-tokens.ts'
import type { ActivityView, ApiTokenView } from '#lib/accounts/schema.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import type { Ctx } from '#lib/platform/context.ts'

const database = useTestDatabase()
const api = useApi(database)

type Scopes = ApiTokenView['scopes']
const everything: Scopes = ['read', 'run', 'import', 'review', 'webhook', 'admin']

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
    [['import'], 'POST', '/api/v1/suites', { name: 'C' }, 201],
    [['import'], 'POST', '/api/v1/runs', { suite_ids: [], target: 'x' }, 403],
    [['review'], 'POST', '/api/v1/suites', { name: 'D' }, 403],
    [['import'], 'GET', '/api/v1/users', undefined, 403],
    [['admin'], 'GET', '/api/v1/users', undefined, 200],
    [['admin'], 'POST', '/api/v1/suites', { name: 'E' }, 403],
    [everything, 'POST', '/api/v1/suites', { name: 'F' }, 201],
  ])('with the scopes %j: %s %s', async (scopes, method, path, json, status) => {
    const { call } = await withToken(await createCtx(database.db), scopes)
    expect((await call(method, path, json)).status).toBe(status)
  })

  test('without given scopes may what CI needs', async () => {
    const { made, call } = await withToken(await createCtx(database.db))
    expect(made.scopes).toEqual(['read', 'run', 'import'])
    expect((await call('POST', '/api/v1/suites', { name: 'Own' })).status).toBe(201)
    expect((await call('GET', '/api/v1/users')).status).toBe(403)
  })

  test('of a version before can still do what it could, but for accounts and tokens', async () => {
    const ctx = await createCtx(database.db)
    const token = newToken('api')
    await database.db.insert(apiTokens).values({
      organizationId: ctx.organizationId,
      userId: ctx.actor.id ?? '',
      name: 'Older',
      prefix: token.slice(0, 10),
      tokenHash: hashToken(token),
      scopes: ['read', 'run', 'write', 'admin'],
    })
    const headers = { authorization: `Bearer ${token}` }
    const call = async (method: string, path: string, json?: unknown) =>
      (await api.call(null, method, path, { ...(json !== undefined && { json }), headers })).status
    expect(await call('POST', '/api/v1/suites', { name: 'Old' })).toBe(201)
    expect(await call('POST', '/api/v1/reviews/claim', {})).not.toBe(403)
    expect(await call('GET', '/api/v1/users')).toBe(200)
    expect(await call('POST', '/api/v1/api-tokens', { name: 'Child' })).toBe(403)
    const { body } = await api.call(ctx, 'GET', '/api/v1/api-tokens')
    expect((body as { data: ApiTokenView[] }).data[0]?.scopes).toEqual([
      'read',
      'run',
      'import',
      'review',
      'admin',
    ])
  })

  test('is refused in words that say which scope it lacks', async () => {
    const { call } = await withToken(await createCtx(database.db), ['run'])
    expect((await call('POST', '/api/v1/suites', { name: 'A' })).body).toMatchObject({
      detail: 'The API token Pipeline may not suite:write: it needs the scope import',
    })
  })

  test.each<[string, string, (id: string) => string, unknown]>([
    ['make another token', 'POST', () => '/api/v1/api-tokens', { name: 'Next' }],
    ['revoke a token', 'DELETE', (id) => `/api/v1/api-tokens/${id}`, undefined],
    [
      'make a user',
      'POST',
      () => '/api/v1/users',
      { email: 'x@example.test', name: 'X', role: 'admin', password: 'a password of length' },
    ],
    ['change a user', 'PATCH', (id) => `/api/v1/users/${id}`, { role: 'admin' }],
    [
      'add an organization',
      'POST',
      () => '/api/v1/organizations',
      {
        name: 'X',
        admin: { email: 'y@example.test', name: 'Y', password: 'a password of length' },
      },
    ],
    [
      'change its owner’s password',
      'POST',
      () => '/api/v1/me/password',
      { current: 'whatever it is', password: 'another password' },
    ],
    ['see its owner’s sessions', 'GET', () => '/api/v1/me/sessions', undefined],
    ['end its owner’s sessions', 'DELETE', () => '/api/v1/me/sessions', undefined],
    ['end the sessions of a user', 'DELETE', (id) => `/api/v1/users/${id}/sessions`, undefined],
  ])('cannot %s, with all scopes', async (_, method, path, json) => {
    const ctx = await createCtx(database.db)
    const { call } = await withToken(ctx, everything)
    const { status, body } = await call(method, path(ctx.actor.id ?? ''), json)
    expect({ status, body }).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('only somebody who has signed in may') as unknown },
    })
  })

  test.each([
    ['for ever', null, 400],
    ['for longer than the policy allows', 366, 400],
    ['as long as the policy allows', 365, 201],
    ['for 90 days unless somebody says otherwise', undefined, 201],
  ])('lives %s', async (_, expires_in_days, status) => {
    const ctx = await createCtx(database.db)
    const json = { name: 'CI', ...(expires_in_days !== undefined && { expires_in_days }) }
    const reply = await api.call(ctx, 'POST', '/api/v1/api-tokens', { json })
    expect(reply.status).toBe(status)
    if (status === 400)
      return expect(reply.body).toMatchObject({ errors: [{ path: 'expires_in_days' }] })
    const { expires_at } = reply.body as ApiTokenView
    const days = (Date.parse(expires_at ?? '') - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(expires_in_days ?? 90, 1)
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
