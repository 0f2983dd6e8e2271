import { randomUUID } from 'node:crypto'

import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { openBrowser } from '#app/api/testing/browser.ts'
import { useApi } from '#app/api/testing/use-api.ts'
import type { users } from '#db/schema/accounts.ts'
import { activityLog } from '#db/schema/activity.ts'
import { createOrganization, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { deviceCookieName } from '#lib/accounts/known-device.ts'
import { endUserSessions } from '#lib/accounts/end-sessions.ts'
import { sessionCookieName } from '#lib/accounts/session-token.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'

const database = useTestDatabase()
const api = useApi(database)
const password = 'a password of length'

const account = async (overrides: Partial<typeof users.$inferInsert> = {}) =>
  createUser(database.db, await createOrganization(database.db), 'qa_engineer', {
    passwordHash: await hashPassword(password),
    ...overrides,
  })

async function signedIn() {
  const user = await account()
  const browser = openBrowser(api)
  expect((await browser.signIn(user.email, password)).status).toBe(200)
  return { user, browser }
}

const nobody = () => `${randomUUID()}@example.test`
const repeat = (count: number, work: (index: number) => Promise<number>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

test("NextAuth's session is the session of the API, and says who it is", async () => {
  const { user, browser } = await signedIn()
  expect(Object.keys(browser.cookies())).toContain(sessionCookieName())
  expect(await browser.call('GET', '/api/v1/me')).toMatchObject({
    status: 200,
    body: { id: user.id, email: user.email },
  })
  expect(await browser.call('GET', '/api/auth/session')).toMatchObject({
    body: { user: { id: user.id, email: user.email, role: 'qa_engineer' } },
  })
  const log = await database.db.select().from(activityLog).where(eq(activityLog.userId, user.id))
  expect(log).toMatchObject([{ action: 'user.sign_in', entityId: user.id }])
})

test('signing out ends it for good: a copy of its cookie is dead at once', async () => {
  const { browser } = await signedIn()
  const headers = { cookie: browser.cookie() }
  const me = async () => (await api.call(null, 'GET', '/api/v1/me', { headers })).status
  expect(await me()).toBe(200)
  expect((await browser.signOut()).status).toBe(200)
  expect(await me()).toBe(401)
  expect((await api.call(null, 'GET', '/api/auth/session', { headers })).body).toEqual({})
  expect((await browser.call('GET', '/api/v1/me')).status).toBe(401)
})

test('an administrator ends it everywhere', async () => {
  const { user, browser } = await signedIn()
  const admin = await createUser(database.db, { id: user.organizationId }, 'admin')
  expect((await browser.call('GET', '/api/v1/me')).status).toBe(200)
  expect(await endUserSessions(ctxFor(database.db, admin), user.id)).toBe(1)
  expect((await browser.call('GET', '/api/v1/me')).status).toBe(401)
  expect((await browser.call('GET', '/api/auth/session')).body).toEqual({})
})

test.each([
  ['made up', () => 'nonsense'],
  ['broken', () => '%'],
  ['cut off', (value: string) => value.slice(0, -5)],
])('a session that is %s is none', async (_, spoil) => {
  const { browser } = await signedIn()
  const name = sessionCookieName()
  const cookie = `${name}=${spoil(browser.cookies()[name] ?? '')}`
  expect((await api.call(null, 'GET', '/api/v1/me', { headers: { cookie } })).status).toBe(401)
})

test('a session cookie lives as long as the setting says, and scripts do not see it', async () => {
  const user = await account()
  const reply = await openBrowser(api).signIn(user.email, password)
  const line = reply.headers.getSetCookie().find((text) => text.startsWith(sessionCookieName()))
  expect(line).toMatch(/; HttpOnly/)
  expect(line).toMatch(/; SameSite=Lax/)
  const days = (Date.parse(/Expires=([^;]+)/.exec(line ?? '')?.[1] ?? '') - Date.now()) / 86_400_000
  expect(days).toBeCloseTo(30, 1)
})

test('nobody is signed in without the CSRF token of the page', async () => {
  const user = await account()
  const browser = openBrowser(api)
  const form = { email: user.email, password, json: 'true', csrfToken: 'made up' }
  await browser.call('POST', '/api/auth/callback/credentials', form)
  expect((await browser.call('GET', '/api/v1/me')).status).toBe(401)
})

test('a wrong password is refused in words that the page can show', async () => {
  const user = await account()
  const reply = await openBrowser(api).signIn(user.email, 'wrong password')
  expect(reply.status).toBe(401)
  const { url } = reply.body as { url: string }
  expect(new URL(url).searchParams.get('error')).toBe('E-mail address or password is wrong')
})

test("sixty wrong passwords by NextAuth's own route are five, then this network is locked out", async () => {
  const user = await account()
  const tries = await repeat(60, async () => {
    const reply = await openBrowser(api).signIn(user.email, 'wrong password')
    if (reply.status === 429) expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
    return reply.status
  })
  expect(tries.filter((status) => status === 401)).toHaveLength(5)
  expect(tries.filter((status) => status === 429)).toHaveLength(55)

  const right = await openBrowser(api).signIn(user.email, password)
  expect(right.status).toBe(429)
  const { url } = right.body as { url: string }
  expect(new URL(url).searchParams.get('error')).toContain('locked for 1 minute')
  // Nor by any other way in.
  const json = { email: user.email, password }
  const token = await api.call(null, 'POST', '/api/v1/auth/token', { json })
  expect(token).toMatchObject({ status: 429, body: { status: 429 } })
  expect(Number(token.headers.get('retry-after'))).toBeGreaterThan(0)
})

test.each([
  ['one address', () => '203.0.113.9'],
  ['one network of IPv6', (index: number) => `2001:db8:9:9::${index}`],
])('sixty accounts tried from %s are twenty', async (_, addressOf) => {
  const tries = await repeat(60, async (index) => {
    const browser = openBrowser(api, { 'x-earshot-client': addressOf(index) })
    return (await browser.signIn(nobody(), 'wrong password')).status
  })
  expect(tries.filter((status) => status === 401)).toHaveLength(20)
  expect(tries.filter((status) => status === 429)).toHaveLength(40)
})

test('a forged X-Forwarded-For is no second caller', async () => {
  const peer = '203.0.113.77'
  const plain = { 'x-earshot-client': peer, 'x-earshot-peer': peer }
  // What the server notes when nobody it trusts vouches for the address.
  const forged = { 'x-earshot-client': '', 'x-earshot-peer': peer }
  const tries = await repeat(40, async (index) => {
    const headers = index % 2 === 0 ? plain : forged
    return (await openBrowser(api, headers).signIn(nobody(), 'wrong password')).status
  })
  expect(tries.filter((status) => status === 401)).toHaveLength(20)
})

describe('a lock is no weapon', () => {
  const from = (address: string) => ({ 'x-earshot-client': address })
  const wrongly = (email: string, address: string, count = 6) =>
    repeat(count, async () => (await openBrowser(api, from(address)).signIn(email, 'wrong')).status)

  test('whoever is elsewhere signs in while somebody is locked out', async () => {
    const user = await account()
    expect(await wrongly(user.email, '198.51.100.1')).toContain(429)
    expect((await openBrowser(api, from('198.51.100.2')).signIn(user.email, password)).status).toBe(
      200,
    )
    const here = await openBrowser(api, from('198.51.100.1')).signIn(user.email, password)
    expect(here.status).toBe(429)
  })

  test('a browser that has signed in before gets in from the very network of the attacker', async () => {
    const user = await account()
    const own = openBrowser(api, from('198.51.100.3'))
    await own.signIn(user.email, password)
    await own.signOut()
    expect(own.cookies()).toHaveProperty(deviceCookieName())
    // Its account, and its network on all accounts.
    await wrongly(user.email, '198.51.100.3', 8)
    await repeat(
      25,
      async () => (await openBrowser(api, from('198.51.100.3')).signIn(nobody(), 'wrong')).status,
    )
    expect((await own.signIn(user.email, password)).status).toBe(200)
  })

  test('not even a hundred networks keep it out, and they get fifty tries an hour', async () => {
    const user = await account()
    const own = openBrowser(api, from('198.51.100.4'))
    await own.signIn(user.email, password)
    const tries = await repeat(100, async (index) => {
      const browser = openBrowser(api, from(`10.0.${index}.1`))
      return (await browser.signIn(user.email, 'wrong')).status
    })
    expect(tries.filter((status) => status === 401).length).toBeLessThanOrEqual(50)
    const stranger = await openBrowser(api, from('198.51.100.5')).signIn(user.email, password)
    expect(stranger.status).toBe(429)
    await own.signOut()
    expect((await own.signIn(user.email, password)).status).toBe(200)
  })

  test('the cookie of a browser is good for its own account only, and for five tries', async () => {
    const [own, other] = [await account(), await account()]
    const address = '198.51.100.6'
    const thief = openBrowser(api, from(address))
    await thief.signIn(own.email, password)
    const tried = async (email: string, count: number) => {
      const statuses = []
      for (let at = 0; at < count; at++) statuses.push((await thief.signIn(email, 'wrong')).status)
      return statuses.filter((status) => status === 401).length
    }
    expect(await tried(other.email, 8)).toBe(5)
    // Five of the browser's own, then five as a stranger.
    expect(await tried(own.email, 14)).toBe(10)
  })
})

test('a form that is sent without a script is refused too, as text', async () => {
  const email = nobody()
  const browser = openBrowser(api)
  for (let at = 0; at < 5; at++) await browser.signIn(email, password)
  const form = { email, password, json: 'false' }
  expect(await browser.post('/api/auth/callback/credentials', form)).toMatchObject({
    status: 429,
    body: expect.stringContaining('locked for 1 minute') as unknown,
  })
})

test('what is no form of NextAuth is refused before it is read', async () => {
  const large = 'x'.repeat(100_000)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const path = '/api/auth/callback/credentials'
  expect((await api.call(null, 'POST', path, { headers, body: `email=${large}` })).status).toBe(413)
  expect((await api.call(null, 'POST', path, { json: undefined, body: '{"email":' })).status).toBe(
    400,
  )
  expect(
    (await api.call(null, 'POST', '/api/auth/_log', { json: { level: 'error' } })).status,
  ).toBe(204)
})
