import { afterEach, expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { createCtx, createOrganization, createUser } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { createApiToken } from '#lib/accounts/api-tokens.ts'
import { limitRequestsTo } from '#lib/http/rate-limit.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'

const database = useTestDatabase()
useBoss(database)
const api = useApi(database)
const call: typeof api.call = (...given) => api.call(...given)
const plenty = 1_000_000
const none = { user: plenty, token: plenty, organization: plenty, address: plenty }

afterEach(() => limitRequestsTo(undefined))

const statuses = async (count: number, ask: () => Promise<{ status: number }>) => {
  const found: number[] = []
  for (let at = 0; at < count; at++) found.push((await ask()).status)
  return found
}
/** An operation that anybody may call. */
const bad = { refresh_token: 'guessed' }
const from = (address: string, peer = '192.0.2.250') => ({
  headers: { 'x-earshot-client': address, 'x-earshot-peer': peer },
})

test('a person who asks too often hears when to try again, and others go on', async () => {
  limitRequestsTo({ ...none, user: 3 })
  const [busy, calm] = [await createCtx(database.db), await createCtx(database.db)]
  const me = () => call(busy, 'GET', '/api/v1/me')
  const first = await me()
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'ratelimit-limit': '3',
    'ratelimit-remaining': '2',
    'ratelimit-reset': '20',
    'ratelimit-policy': '3;w=60',
  })
  expect(await statuses(2, me)).toEqual([200, 200])
  const refused = await me()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(refused.headers.get('retry-after')).toBe('20')
  expect(refused.headers.get('ratelimit-remaining')).toBe('0')
  expect(refused.body).toMatchObject({
    status: 429,
    detail: 'Too many requests from you: 3 a minute are allowed. Try again in 20 s.',
  })
  expect((await call(calm, 'GET', '/api/v1/me')).status).toBe(200)
})

test('each API token has its own, which its person does not pay', async () => {
  limitRequestsTo({ ...none, token: 2 })
  const ctx = await createCtx(database.db)
  const { token } = await createApiToken(ctx, {
    name: 'CI',
    scopes: ['read'],
    expires_in_days: 1,
  })
  const asCi = () =>
    call(null, 'GET', '/api/v1/me', { headers: { authorization: `Bearer ${token}` } })
  expect(await statuses(3, asCi)).toEqual([200, 200, 429])
  expect((await call(ctx, 'GET', '/api/v1/me')).status).toBe(200)
})

test('people of one organization share its limit, others have theirs', async () => {
  limitRequestsTo({ ...none, organization: 2 })
  const ours = await createCtx(database.db)
  const theirs = await createCtx(database.db)
  expect(await statuses(3, () => call(ours, 'GET', '/api/v1/me'))).toEqual([200, 200, 429])
  expect((await call(theirs, 'GET', '/api/v1/me')).status).toBe(200)
})

test('strangers are counted by address, of IPv6 by /64; whoever is known behind the same address is not', async () => {
  limitRequestsTo({ ...none, address: 2 })
  const ctx = await createCtx(database.db)
  const at = (address: string) => () =>
    call(null, 'POST', '/api/v1/auth/refresh', { json: bad, ...from(address) })
  expect(await statuses(3, at('192.0.2.1'))).toEqual([401, 401, 429])
  expect(await statuses(1, at('192.0.2.2'))).toEqual([401])
  let last = 0
  const neighbours = () => at(`2001:db8::${(++last).toString(16)}`)()
  expect(await statuses(3, neighbours)).toEqual([401, 401, 429])
  expect((await call(ctx, 'GET', '/api/v1/me', from('192.0.2.1'))).status).toBe(200)
})

test('guessed tokens, whatever they are, are strangers', async () => {
  limitRequestsTo({ ...none, address: 2 })
  let last = 0
  const guess = () =>
    call(null, 'GET', '/api/v1/me', {
      headers: { ...from('192.0.2.7').headers, authorization: `Bearer ear_guess${++last}` },
    })
  expect(await statuses(3, guess)).toEqual([401, 401, 429])
  const address = () =>
    call(null, 'POST', `/api/v1/tool-calls/guess${++last}`, {
      json: { name: 'look_up' },
      ...from('192.0.2.8'),
    })
  expect(await statuses(3, address)).toEqual([404, 404, 429])
})

test('a forwarded address that nobody vouches for opens no new bucket', async () => {
  limitRequestsTo({ ...none, address: 2 })
  let last = 0
  const forged = () =>
    call(null, 'POST', '/api/v1/auth/refresh', {
      json: bad,
      headers: { 'x-forwarded-for': `198.51.100.${++last}`, ...from('').headers },
    })
  expect(await statuses(3, forged)).toEqual([401, 401, 429])
})

test('probes and metrics are never limited', async () => {
  limitRequestsTo({ ...none, address: 1 })
  expect(await statuses(20, () => call(null, 'GET', '/api/health'))).not.toContain(429)
  expect(
    await statuses(20, () => call(null, 'GET', '/api/metrics', from('127.0.0.1'))),
  ).not.toContain(429)
  expect(await statuses(5, () => call(null, 'GET', '/api/ready'))).not.toContain(429)
})

test('attempts to sign in cost more than a look', async () => {
  limitRequestsTo({ ...none, address: 30 })
  const user = await createUser(database.db, await createOrganization(database.db), 'viewer', {
    passwordHash: await hashPassword('right password'),
  })
  const attempt = () =>
    call(null, 'POST', '/api/v1/auth/token', {
      json: { email: user.email, password: 'wrong password' },
      ...from(''),
    })
  expect(await statuses(4, attempt)).toEqual([401, 401, 401, 429])
})
