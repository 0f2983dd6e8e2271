import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { openBrowser } from '#app/api/testing/browser.ts'
import { useApi } from '#app/api/testing/use-api.ts'
import { sessions, users } from '#db/schema/accounts.ts'
import { activityLog } from '#db/schema/activity.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { publishAccess } from '#lib/accounts/access-changes.ts'
import { createApiToken, revokeApiToken } from '#lib/accounts/api-tokens.ts'
import { forgetEverybody } from '#lib/accounts/known-accounts.ts'
import { mostSessions, openSession } from '#lib/accounts/open-session.ts'
import type { SessionView, TokenView } from '#lib/accounts/schema.ts'
import { updateUser } from '#lib/accounts/update-user.ts'
import { webEvents } from '#lib/http/database.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'

const database = useTestDatabase()
const api = useApi(database)
const password = 'a password of length'
const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

async function people() {
  const admin = await createCtx(database.db, 'admin')
  const user = await createUser(database.db, { id: admin.organizationId }, 'qa_engineer', {
    passwordHash: await hashPassword(password),
  })
  return { admin, user, ctx: ctxFor(database.db, user) }
}

type Headers = Record<string, string>
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const statusOf = async (headers: Headers, path = '/api/v1/me', method = 'GET') =>
  (await api.call(null, method, path, { headers })).status

async function tokensOf(email: string): Promise<TokenView> {
  const json = { email, password }
  return (await api.call(null, 'POST', '/api/v1/auth/token', { json })).body as TokenView
}

async function browserOf(email: string, headers: Headers = {}) {
  const browser = openBrowser(api, { 'user-agent': chrome, ...headers })
  expect((await browser.signIn(email, password)).status).toBe(200)
  return { cookie: browser.cookie(), 'sec-fetch-site': 'same-origin' }
}

const listOf = async (headers: Headers, path = '/api/v1/me/sessions') =>
  ((await api.call(null, 'GET', path, { headers })).body as { data: SessionView[] }).data

const actionsOf = async (userId: string) =>
  (await database.db.select().from(activityLog).where(eq(activityLog.entityId, userId))).map(
    ({ action }) => action,
  )

describe('sessions', () => {
  test('are listed with what somebody recognises them by, and which one asks', async () => {
    const { user } = await people()
    const here = await browserOf(user.email, { 'x-earshot-client': '192.0.2.7' })
    const { access_token } = await tokensOf(user.email)
    const list = await listOf(here)
    expect(list).toHaveLength(2)
    expect(list.find(({ is_current }) => is_current)).toMatchObject({
      kind: 'browser',
      client: 'Chrome 141 on Linux',
      address: '192.0.2.7',
    })
    expect(list.find(({ kind }) => kind === 'api')).toMatchObject({ client: 'node', address: null })
    expect(await listOf(bearer(access_token))).toMatchObject([
      { kind: 'api', is_current: true },
      { kind: 'browser', is_current: false },
    ])
  })

  test('are ended one by one or all at once, at once and only by their owner', async () => {
    const { user } = await people()
    const here = await browserOf(user.email)
    const there = await browserOf(user.email)
    const { access_token, refresh_token } = await tokensOf(user.email)
    const [lost] = await listOf(there)
    const stranger = await createCtx(database.db, 'admin')
    const path = `/api/v1/me/sessions/${lost?.id}`
    expect((await api.call(stranger, 'DELETE', path)).status).toBe(404)
    const current = (await listOf(there)).find(({ is_current }) => is_current)
    expect(await statusOf(here, `/api/v1/me/sessions/${current?.id}`, 'DELETE')).toBe(204)
    expect(await statusOf(there)).toBe(401)
    expect(await statusOf(bearer(access_token))).toBe(200)

    const { body } = await api.call(null, 'DELETE', '/api/v1/me/sessions', { headers: here })
    expect(body).toEqual({ ended: 1 })
    expect(await statusOf(bearer(access_token))).toBe(401)
    const json = { refresh_token }
    expect((await api.call(null, 'POST', '/api/v1/auth/refresh', { json })).status).toBe(401)
    expect(await statusOf(here)).toBe(200)
    expect(await actionsOf(user.id)).toContain('user.end_session')
  })

  test('of a user are seen and ended by administrators of the organization alone', async () => {
    const { admin, user, ctx } = await people()
    const there = await browserOf(user.email)
    const path = `/api/v1/users/${user.id}/sessions`
    const stranger = await createCtx(database.db, 'admin')
    for (const method of ['GET', 'DELETE']) {
      expect((await api.call(ctx, method, path)).status).toBe(403)
      expect((await api.call(stranger, method, path)).status).toBe(404)
    }
    expect((await api.call(admin, 'GET', path)).body).toMatchObject({
      data: [{ kind: 'api' }, { kind: 'browser', is_current: false }],
    })
    expect(await statusOf(there)).toBe(200)
    expect((await api.call(admin, 'DELETE', path)).body).toEqual({ ended: 2 })
    expect(await statusOf(there)).toBe(401)
  })

  test.each<[string, Partial<typeof sessions.$inferInsert>]>([
    ['is too old, however busy', { expiresAt: new Date(Date.now() - 1) }],
    ['was not used for too long', { lastSeenAt: new Date(Date.now() - 73 * 3_600_000) }],
  ])('one that %s has ended, and is no longer listed', async (_, change) => {
    const { user } = await people()
    const old = await browserOf(user.email)
    expect(await statusOf(old)).toBe(200)
    await database.db.update(sessions).set(change).where(eq(sessions.userId, user.id))
    forgetEverybody()
    expect(await statusOf(old)).toBe(401)
    expect(await listOf(await browserOf(user.email))).toHaveLength(1)
  })

  test('that are used are noted once a minute, with their address', async () => {
    const { user } = await people()
    const here = await browserOf(user.email)
    const before = new Date(Date.now() - 120_000)
    const stored = async () => {
      const [row] = await database.db.select().from(sessions).where(eq(sessions.userId, user.id))
      return row
    }
    await database.db.update(sessions).set({ lastSeenAt: before })
    forgetEverybody()
    await statusOf({ ...here, 'x-earshot-client': '192.0.2.8' })
    const first = await stored()
    expect(first?.address).toBe('192.0.2.8')
    expect(first?.lastSeenAt.getTime()).toBeGreaterThan(before.getTime() + 60_000)
    await statusOf({ ...here, 'x-earshot-client': '192.0.2.9' })
    expect(await stored()).toEqual(first)
  })

  test('are bounded: whoever signs in in a loop ends their own', async () => {
    const { user } = await people()
    for (let at = 0; at < mostSessions + 5; at++)
      await openSession(database.db, user.id, { kind: 'api' })
    const rows = await database.db.select().from(sessions).where(eq(sessions.userId, user.id))
    expect(rows).toHaveLength(mostSessions)
  })

  test('in one browser are one: signing in again ends the one before', async () => {
    const { user } = await people()
    const browser = openBrowser(api)
    await browser.signIn(user.email, password)
    const before = { cookie: browser.cookie() }
    expect((await browser.signIn(user.email, password)).status).toBe(200)
    expect(await statusOf(before)).toBe(401)
    expect(await listOf({ cookie: browser.cookie() })).toHaveLength(1)
  })

  test('that another process ended are dead here as soon as it says so', async () => {
    const { user } = await people()
    const here = await browserOf(user.email)
    await webEvents().listening
    expect(await statusOf(here)).toBe(200)
    // As another process does it, which cannot reach what this one remembers.
    await database.db.transaction(async (tx) => {
      const [gone] = await tx.delete(sessions).where(eq(sessions.userId, user.id)).returning()
      await tx.execute(
        sql`select pg_notify('earshot_access', ${JSON.stringify({ user_id: user.id, session_id: gone?.id })})`,
      )
    })
    await expect.poll(() => statusOf(here), { interval: 10, timeout: 3_000 }).toBe(401)
  })
})

describe('signing out by the API', () => {
  test('ends the session of an access token, and the refresh token with it', async () => {
    const { user } = await people()
    const { access_token, refresh_token } = await tokensOf(user.email)
    const other = await tokensOf(user.email)
    expect(await statusOf(bearer(access_token), '/api/v1/auth/logout', 'POST')).toBe(204)
    expect(await statusOf(bearer(access_token))).toBe(401)
    const json = { refresh_token }
    expect((await api.call(null, 'POST', '/api/v1/auth/refresh', { json })).status).toBe(401)
    expect(await statusOf(bearer(other.access_token))).toBe(200)
    expect(await actionsOf(user.id)).toContain('user.sign_out')
  })

  test('needs no more than the refresh token, and says the same of an unknown one', async () => {
    const { user } = await people()
    const { access_token, refresh_token } = await tokensOf(user.email)
    for (const token of [refresh_token, 'err_unknown']) {
      const json = { refresh_token: token }
      expect((await api.call(null, 'POST', '/api/v1/auth/logout', { json })).status).toBe(204)
    }
    expect(await statusOf(bearer(access_token))).toBe(401)
  })

  test('by cookie works from own pages only; an API token has no session', async () => {
    const { user, ctx } = await people()
    const here = await browserOf(user.email)
    const logout = (headers: Headers) => statusOf(headers, '/api/v1/auth/logout', 'POST')
    expect(await logout({ cookie: here.cookie, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await logout({})).toBe(401)
    const { token } = await createApiToken(ctx, { name: 'CI' })
    expect(await logout(bearer(token))).toBe(400)
    expect(await logout(here)).toBe(204)
    expect(await statusOf(here)).toBe(401)
  })
})

describe('a closed and reopened account', () => {
  test.each([
    ['deactivating', { is_active: false }],
    ['another role', { role: 'viewer' as const }],
  ])('has nothing left of what it held: %s', async (_, change) => {
    const { admin, user, ctx } = await people()
    const here = await browserOf(user.email)
    const { access_token } = await tokensOf(user.email)
    const { token } = await createApiToken(ctx, { name: 'CI' })
    const held = [here, bearer(access_token), bearer(token)]
    for (const headers of held) expect(await statusOf(headers)).toBe(200)
    await updateUser(admin, user.id, change)
    for (const headers of held) expect(await statusOf(headers)).toBe(401)
    await updateUser(admin, user.id, { is_active: true, role: 'qa_engineer' })
    for (const headers of held) expect(await statusOf(headers)).toBe(401)
    expect(await statusOf(await browserOf(user.email))).toBe(200)
  })

  test('a new name ends nothing', async () => {
    const { admin, user } = await people()
    const here = await browserOf(user.email)
    await updateUser(admin, user.id, { name: 'Renamed', role: 'qa_engineer' })
    expect((await api.call(null, 'GET', '/api/v1/me', { headers: here })).body).toMatchObject({
      name: 'Renamed',
    })
  })
})

test('until a password that somebody else set is changed nothing else is possible', async () => {
  const { admin, user, ctx } = await people()
  const { token } = await createApiToken(ctx, { name: 'CI' })
  await database.db.update(users).set({ passwordDue: true }).where(eq(users.id, user.id))
  await publishAccess(database.db, [{ user_id: user.id }])
  forgetEverybody()
  const here = await browserOf(user.email)
  const { access_token } = await tokensOf(user.email)
  for (const headers of [here, bearer(access_token), bearer(token)]) {
    expect(await statusOf(headers, '/api/v1/suites')).toBe(403)
    expect(await statusOf(headers, '/api/v1/api-tokens', 'POST')).toBe(403)
    expect(await statusOf(headers, '/api/events')).toBe(403)
  }
  expect((await api.call(null, 'GET', '/api/v1/me', { headers: here })).body).toMatchObject({
    password_due: true,
  })
  const json = { current: password, password: 'known to me alone' }
  const change = await api.call(null, 'POST', '/api/v1/me/password', { json, headers: here })
  expect(change.status).toBe(204)
  expect(await statusOf(here, '/api/v1/suites')).toBe(200)
  expect(await statusOf(bearer(token), '/api/v1/suites')).toBe(200)
  // The administrator's own account was never in question.
  expect((await api.call(admin, 'GET', '/api/v1/users')).status).toBe(200)
})

describe('a live stream', () => {
  /** `ended` resolves when the server closes it. */
  async function streamOf(headers: Headers) {
    await webEvents().listening
    const response = await fetch(`${api.url()}/api/events`, { headers })
    expect(response.status).toBe(200)
    let isOpen = true
    const ended = (async () => {
      for await (const chunk of response.body ?? []) if (chunk.length === 0) break
      isOpen = false
    })()
    return { ended, isOpen: () => isOpen }
  }

  test('ends with the session that opened it, and with no other', async () => {
    const { user } = await people()
    const [here, there] = [await browserOf(user.email), await browserOf(user.email)]
    const [mine, other] = [await streamOf(here), await streamOf(there)]
    expect(await statusOf(here, '/api/v1/auth/logout', 'POST')).toBe(204)
    await mine.ended
    expect(other.isOpen()).toBe(true)
    expect(await statusOf(there, '/api/v1/auth/logout', 'POST')).toBe(204)
    await other.ended
  })

  test('ends with the API token that opened it', async () => {
    const { ctx } = await people()
    const { id, token } = await createApiToken(ctx, { name: 'Dashboard' })
    const { ended } = await streamOf(bearer(token))
    await revokeApiToken(ctx, id)
    await ended
  })

  test('ends when its account is closed', async () => {
    const { admin, user } = await people()
    const { access_token } = await tokensOf(user.email)
    const { ended } = await streamOf(bearer(access_token))
    await updateUser(admin, user.id, { is_active: false })
    await ended
  })
})

test('where people signed in from is told to administrators alone', async () => {
  const { admin, user, ctx } = await people()
  await browserOf(user.email, { 'x-earshot-client': '192.0.2.33' })
  const path = `/api/v1/activity?entity_id=${user.id}`
  const seenBy = async (reader: typeof ctx) =>
    JSON.stringify((await api.call(reader, 'GET', path)).body)
  expect(await seenBy(admin)).toContain('192.0.2.33')
  expect(await seenBy(ctx)).toContain('user.sign_in')
  expect(await seenBy(ctx)).not.toContain('192.0.2.33')
})
