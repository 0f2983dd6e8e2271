import { randomUUID } from 'node:crypto'

import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import { openBrowser } from '#app/api/testing/browser.ts'
import { useApi } from '#app/api/testing/use-api.ts'
import { workers } from '#db/schema/platform.ts'
import { testSuites } from '#db/schema/suites.ts'
import {
  caseDefinition,
  createCtx,
  createSuiteFixture,
  createTargetFixture,
  createUser,
  ctxFor,
} from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import type { Ctx } from '#lib/platform/context.ts'

const database = useTestDatabase()
const api = useApi(database)
const call: typeof api.call = (...args) => api.call(...args)
const author = () => createCtx(database.db, 'qa_engineer')
const suitesOf = (ctx: Ctx) =>
  database.db.select().from(testSuites).where(eq(testSuites.organizationId, ctx.organizationId))

const anId = '01a20488-211e-7459-a43b-f6d255621edc'
const address = (path: string) =>
  path
    .replace('{side}', 'input')
    .replace(/\/environment-variables\/\{id\}/, `/environment-variables/${anId}.x`)
    .replace('{id}', anId)

const closed = apiRoutes().filter(({ definition }) => !definition.public)

test.each(closed.map(({ method, path }) => [method, path]))(
  '%s %s refuses whoever is not known, as a problem',
  async (method, path) => {
    const reply = await call(null, method, address(path), { headers: { 'x-request-id': 'mine' } })
    expect(reply.status).toBe(401)
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
    expect(reply.headers.get('www-authenticate')).toContain('Bearer')
    expect(reply.body).toMatchObject({
      status: 401,
      request_id: 'mine',
      type: '/docs#problem-unauthenticated',
    })
  },
)

const everybody = ['workspace:read', 'token:write', 'account:write']
const guarded = closed.filter(
  ({ definition }) => definition.permission && !everybody.includes(definition.permission),
)

test.each(guarded.map(({ method, path }) => [method, path]))(
  '%s %s refuses a viewer',
  async (method, path) => {
    const viewer = await createCtx(database.db, 'viewer')
    const reply = await call(viewer, method, address(path), method === 'GET' ? {} : { json: {} })
    expect(reply).toMatchObject({ status: 403, body: { status: 403 } })
  },
)

const byId = closed.filter(
  ({ path, method }) => path.includes('{id}') && ['GET', 'DELETE'].includes(method),
)

test.each(byId.map(({ method, path }) => [method, path]))(
  '%s %s knows nothing of an id that is not there, or is none',
  async (method, path) => {
    const admin = await createCtx(database.db, 'admin')
    expect((await call(admin, method, address(path))).status).toBe(404)
    expect(
      (await call(admin, method, path.replace('{side}', 'input').replace('{id}', 'nonsense')))
        .status,
    ).toBe(404)
  },
)

test('a suite lives through its life', async () => {
  const ctx = await author()
  const made = await call(ctx, 'POST', '/api/v1/suites', {
    json: { name: 'Weather', tags: ['smoke'] },
  })
  expect(made).toMatchObject({ status: 201, body: { name: 'Weather', case_count: 0 } })
  const { id } = made.body as { id: string }
  const added = await call(ctx, 'POST', `/api/v1/suites/${id}/cases`, { json: caseDefinition() })
  expect(added).toMatchObject({ status: 201, body: { key: 'current-weather', version: 1 } })
  const caseId = (added.body as { id: string }).id
  const changed = await call(ctx, 'PATCH', `/api/v1/cases/${caseId}`, { json: { priority: 'low' } })
  expect(changed).toMatchObject({ status: 200, body: { version: 2, priority: 'low' } })
  const file = await call(ctx, 'GET', `/api/v1/suites/${id}/export?format=yaml`)
  expect(file.headers.get('content-disposition')).toContain('Weather.suite.yaml')
  const again = await call(ctx, 'POST', '/api/v1/suites/import', {
    body: String(file.body),
    headers: { 'content-type': 'application/yaml' },
  })
  expect(again).toMatchObject({ status: 200, body: { suite_ids: [id], created: 0, unchanged: 1 } })
  expect((await call(ctx, 'DELETE', `/api/v1/suites/${id}`)).status).toBe(204)
  expect((await call(ctx, 'GET', `/api/v1/suites/${id}`)).status).toBe(404)
})

test('another organization gets 404 for what is there', async () => {
  const ctx = await author()
  const { suite, cases } = await createSuiteFixture(ctx)
  const target = await createTargetFixture(ctx)
  const stranger = await createCtx(database.db, 'admin')
  for (const path of [`suites/${suite.id}`, `cases/${cases[0]?.id}`, `targets/${target.id}`]) {
    expect((await call(ctx, 'GET', `/api/v1/${path}`)).status).toBe(200)
    expect((await call(stranger, 'GET', `/api/v1/${path}`)).status).toBe(404)
    expect((await call(stranger, 'DELETE', `/api/v1/${path}`)).status).toBe(404)
  }
})

test('unknown keys, broken JSON, wrong types and large bodies are told apart', async () => {
  const ctx = await author()
  const post = (rest: Parameters<typeof call>[3]) => call(ctx, 'POST', '/api/v1/suites', rest)
  expect(await post({ json: { name: 'A', nmae: 'B' } })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'nmae', message: 'is not a known field; did you mean name?' }] },
  })
  const json = { 'content-type': 'application/json' }
  expect(await post({ body: '{"name": ', headers: json })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('not JSON') as unknown },
  })
  expect(await post({ body: 'name=A', headers: { 'content-type': 'text/plain' } })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('application/json') as unknown },
  })
  expect((await post({ json: { name: 'x'.repeat(1_100_000) } })).status).toBe(413)
  expect((await call(ctx, 'GET', '/api/v1/suites?limit=0')).status).toBe(400)
  expect((await call(ctx, 'GET', '/api/v1/suites?cursor=nonsense')).status).toBe(400)
  expect(await suitesOf(ctx)).toEqual([])
})

test('the same key does a thing once, however often and however parallel it is sent', async () => {
  const ctx = await author()
  const headers = { 'idempotency-key': randomUUID() }
  const post = (name: string) => call(ctx, 'POST', '/api/v1/suites', { json: { name }, headers })
  const replies = await Promise.all(Array.from({ length: 6 }, () => post('Once')))
  const statuses = new Set(replies.map(({ status }) => status))
  expect([...statuses].filter((status) => ![201, 409].includes(status))).toEqual([])
  expect(statuses).toContain(201)
  const later = await post('Once')
  expect(later.headers.get('idempotency-replayed')).toBe('true')
  expect(later.body).toEqual(replies.find(({ status }) => status === 201)?.body)
  expect((await post('Other')).status).toBe(422)
  expect(await suitesOf(ctx)).toHaveLength(1)
})

test('a failed request leaves its key free', async () => {
  const ctx = await author()
  const headers = { 'idempotency-key': randomUUID() }
  const post = (json: object) => call(ctx, 'POST', '/api/v1/suites', { json, headers })
  await call(ctx, 'POST', '/api/v1/suites', { json: { name: 'Taken' } })
  expect((await post({ name: 'Taken' })).status).toBe(409)
  expect((await post({ name: 'Free' })).status).toBe(201)
})

test('one key in two organizations is two keys', async () => {
  const headers = { 'idempotency-key': 'the-same' }
  for (const ctx of [await author(), await author()])
    expect(
      await call(ctx, 'POST', '/api/v1/suites', { json: { name: 'A' }, headers }),
    ).toMatchObject({
      status: 201,
    })
})

test('sign in, refresh once, and a reused refresh token ends it all', async () => {
  const ctx = await author()
  const passwordHash = await hashPassword('a password of length')
  const organization = { id: ctx.organizationId }
  const user = await createUser(database.db, organization, 'admin', { passwordHash })
  const json = { email: user.email, password: 'a password of length' }
  const first = await call(null, 'POST', '/api/v1/auth/token', { json })
  expect(first).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 1_800 } })
  type Pair = { access_token: string; refresh_token: string }
  const { access_token, refresh_token } = first.body as Pair
  const me = await call(null, 'GET', '/api/v1/me', {
    headers: { authorization: `Bearer ${access_token}` },
  })
  expect(me).toMatchObject({ status: 200, body: { email: user.email, organization: {} } })
  const refresh = (token: string) =>
    call(null, 'POST', '/api/v1/auth/refresh', { json: { refresh_token: token } })
  const second = await refresh(refresh_token)
  expect(second.status).toBe(200)
  expect((await refresh(refresh_token)).status).toBe(401)
  expect((await refresh((second.body as Pair).refresh_token)).status).toBe(401)
})

test('a session cookie reads, and changes only from our own pages', async () => {
  const ctx = await author()
  const passwordHash = await hashPassword('a password of length')
  const organization = { id: ctx.organizationId }
  const user = await createUser(database.db, organization, 'qa_engineer', { passwordHash })
  const browser = openBrowser(api)
  await browser.signIn(user.email, 'a password of length')
  const cookie = browser.cookie()
  const post = (headers: Record<string, string>) =>
    call(null, 'POST', '/api/v1/suites', { json: { name: randomUUID() }, headers })
  expect((await call(null, 'GET', '/api/v1/me', { headers: { cookie } })).status).toBe(200)
  expect((await post({ cookie })).status).toBe(403)
  expect((await post({ cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await post({ cookie, origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await post({ cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  expect((await post({ cookie, origin: api.url() })).status).toBe(201)
})

test('an API token works until it is revoked, and only its maker and administrators see it', async () => {
  const ctx = await author()
  const made = await call(ctx, 'POST', '/api/v1/api-tokens', { json: { name: 'CI' } })
  const { id, token } = made.body as { id: string; token: string }
  expect(token).toMatch(/^ear_/)
  const me = () =>
    call(null, 'GET', '/api/v1/me', { headers: { authorization: `Bearer ${token}` } })
  expect((await me()).status).toBe(200)
  const tokensOf = async (someone: Ctx) =>
    ((await call(someone, 'GET', '/api/v1/api-tokens')).body as { data: object[] }).data
  const organization = { id: ctx.organizationId }
  const colleague = ctxFor(database.db, await createUser(database.db, organization, 'qa_engineer'))
  const admin = ctxFor(database.db, await createUser(database.db, organization, 'admin'))
  expect(await tokensOf(colleague)).toEqual([])
  expect(await tokensOf(admin)).toMatchObject([{ id, name: 'CI' }])
  expect(JSON.stringify(await tokensOf(ctx))).not.toContain(token)
  expect((await call(colleague, 'DELETE', `/api/v1/api-tokens/${id}`)).status).toBe(404)
  expect((await call(admin, 'DELETE', `/api/v1/api-tokens/${id}`)).status).toBe(204)
  expect((await me()).status).toBe(401)
})

test('health is always well; readiness names what is missing', async () => {
  expect(await call(null, 'GET', '/api/health')).toMatchObject({
    status: 200,
    body: { status: 'ok' },
  })
  expect(await call(null, 'GET', '/api/ready')).toMatchObject({
    status: 503,
    body: { dependencies: { database: { ok: true }, queue: { ok: true }, worker: { ok: false } } },
  })
  const worker = { id: randomUUID(), hostname: 'here', pid: 1, state: 'running', capacity: 1 }
  await database.db.insert(workers).values(worker)
  const ready = async () => (await call(null, 'GET', '/api/ready')).body
  const worker1 = { worker: { ok: true, detail: '1 alive' } }
  await expect
    .poll(ready, { timeout: 5_000 })
    .toMatchObject({ status: 'ready', dependencies: worker1 })
})

test('metrics are closed to unknown addresses and open to allowed ones', async () => {
  expect((await call(null, 'GET', '/api/metrics')).status).toBe(403)
  const headers = { 'x-earshot-client': '127.0.0.1' }
  const { status, body } = await call(null, 'GET', '/api/metrics', { headers })
  expect(status).toBe(200)
  expect(body).toContain('test_executions_total')
  expect(body).toMatch(/queue_depth\{queue="execution\.execute"\} 0/)
  expect(body).toMatch(/api_response_time_seconds_bucket\{.*area="\/api\/v1\/suites"/)
  expect(body).toMatch(/api_responses_total\{.*route="\/api\/v1\/suites\/:id"/)
})

test('the activity shows who did what, page by page, to the own organization', async () => {
  const ctx = await author()
  for (const name of ['A', 'B', 'C']) await call(ctx, 'POST', '/api/v1/suites', { json: { name } })
  const names: unknown[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`
    const { body } = await call(ctx, 'GET', `/api/v1/activity?limit=2${query}`)
    const page = body as { data: { detail: { name: string } }[]; next_cursor: string | null }
    names.push(...page.data.map(({ detail }) => detail.name))
    cursor = page.next_cursor
  }
  expect(names).toEqual(['C', 'B', 'A'])
  const stranger = await author()
  expect(await call(stranger, 'GET', '/api/v1/activity')).toMatchObject({ body: { data: [] } })
})
