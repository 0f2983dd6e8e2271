import { eq } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'

import { apiTokens, refreshTokens, users } from '#db/schema/accounts.ts'
import { createOrganization, createUser } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { issueAccessToken } from '#lib/accounts/access-token.ts'
import { forgetIdentity } from '#lib/accounts/identity.ts'
import { issueTokens, refreshTokenPair } from '#lib/accounts/refresh-token.ts'
import { verifyBearer } from '#lib/accounts/verify-bearer.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import { settings } from '#lib/platform/config/settings.ts'

const database = useTestDatabase()
const account = async () =>
  createUser(database.db, await createOrganization(database.db), 'reviewer')
const bearer = (token: string) => verifyBearer(database.db, token)

async function apiToken(overrides: Partial<typeof apiTokens.$inferInsert> = {}) {
  const user = await account()
  const token = newToken('api')
  await database.db.insert(apiTokens).values({
    organizationId: user.organizationId,
    userId: user.id,
    name: 'CI',
    prefix: token.slice(0, 8),
    tokenHash: hashToken(token),
    ...overrides,
  })
  return { user, token }
}

test('an access token speaks for its user', async () => {
  const user = await account()
  expect(await bearer(await issueAccessToken(user.id))).toMatchObject({
    id: user.id,
    role: 'reviewer',
  })
})

const claims = {
  issuer: 'earshot',
  audience: 'earshot-api',
  key: settings().JWT_SECRET_KEY,
  typ: 'at+jwt',
}
const forge = (sub: string, { issuer, audience, key, typ }: typeof claims, life = '5m') =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(life)
    .sign(new TextEncoder().encode(key))

test.each([
  ['signed with another key', { key: 'x'.repeat(40) }],
  ['for another audience', { audience: 'elsewhere' }],
  ['of another issuer', { issuer: 'elsewhere' }],
  ['of another type', { typ: 'JWT' }],
])('an access token %s is refused', async (_, change) => {
  const user = await account()
  expect(await bearer(await forge(user.id, claims))).toMatchObject({ id: user.id })
  await expect(bearer(await forge(user.id, { ...claims, ...change }))).rejects.toThrow('not valid')
})

test('an expired access token says so', async () => {
  const user = await account()
  await expect(bearer(await forge(user.id, claims, '-1s'))).rejects.toThrow('has expired')
})

test('an unsigned access token is refused', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${part({ alg: 'none', typ: 'at+jwt' })}.${part({ sub: (await account()).id })}.`
  await expect(bearer(token)).rejects.toThrow('not valid')
})

test('deactivating an account ends its tokens', async () => {
  const user = await account()
  const token = await issueAccessToken(user.id)
  await bearer(token)
  await database.db.update(users).set({ isActive: false }).where(eq(users.id, user.id))
  forgetIdentity(user.id)
  await expect(bearer(token)).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('signing out everywhere ends access and refresh tokens issued before', async () => {
  const user = await account()
  const pair = await issueTokens(database.db, user.id)
  const later = new Date(Date.now() + 5_000)
  await database.db.update(users).set({ sessionsValidFrom: later }).where(eq(users.id, user.id))
  forgetIdentity(user.id)
  await expect(bearer(pair.access_token)).rejects.toThrow('was ended')
  await expect(refreshTokenPair(database.db, pair.refresh_token)).rejects.toThrow('was ended')
})

test('a refresh token is exchanged for a new pair, and is not stored readably', async () => {
  const user = await account()
  const first = await issueTokens(database.db, user.id)
  const second = await refreshTokenPair(database.db, first.refresh_token)
  expect(second).toMatchObject({ token_type: 'Bearer', expires_in: 1_800 })
  expect(await bearer(second.access_token)).toMatchObject({ id: user.id })
  const rows = await database.db
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.userId, user.id))
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toContain(second.refresh_token)
})

test('a reused refresh token revokes its whole family, the newest token included', async () => {
  const user = await account()
  const other = await issueTokens(database.db, user.id)
  const first = await issueTokens(database.db, user.id)
  const second = await refreshTokenPair(database.db, first.refresh_token)
  await expect(refreshTokenPair(database.db, first.refresh_token)).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  await expect(refreshTokenPair(database.db, second.refresh_token)).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  await expect(refreshTokenPair(database.db, other.refresh_token)).resolves.toBeDefined()
})

test('of two exchanges of one token at the same instant at most one succeeds', async () => {
  const { refresh_token } = await issueTokens(database.db, (await account()).id)
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, () => refreshTokenPair(database.db, refresh_token)),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('an expired refresh token is refused', async () => {
  const user = await account()
  const { refresh_token } = await issueTokens(database.db, user.id)
  const past = new Date(Date.now() - 1)
  await database.db
    .update(refreshTokens)
    .set({ expiresAt: past })
    .where(eq(refreshTokens.userId, user.id))
  await expect(refreshTokenPair(database.db, refresh_token)).rejects.toThrow('sign in again')
})

test('an API token speaks for its user and remembers its use', async () => {
  const { user, token } = await apiToken()
  expect(await bearer(token)).toMatchObject({ id: user.id })
  const [row] = await database.db.select().from(apiTokens).where(eq(apiTokens.userId, user.id))
  expect(row?.lastUsedAt).toBeInstanceOf(Date)
})

test.each([
  ['revoked', { revokedAt: new Date() }, 'revoked'],
  ['expired', { expiresAt: new Date(Date.now() - 1) }, 'expired'],
])('a %s API token is refused', async (_, overrides, words) => {
  const { token } = await apiToken(overrides)
  await expect(bearer(token)).rejects.toThrow(words)
})

test('an unknown API token is refused', async () => {
  await expect(bearer(newToken('api'))).rejects.toMatchObject({ code: 'unauthenticated' })
})
