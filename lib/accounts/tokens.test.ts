import { eq } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'

import { apiTokens, refreshTokens, users } from '#db/schema/accounts.ts'
import { createCtx, createUser } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { issueAccessToken } from '#lib/accounts/access-token.ts'
import { forgetUser } from '#lib/accounts/known-accounts.ts'
import { openSession } from '#lib/accounts/open-session.ts'
import { updateUser } from '#lib/accounts/update-user.ts'
import { issueTokens, refreshTokenPair } from '#lib/accounts/refresh-token.ts'
import { verifyBearer } from '#lib/accounts/verify-bearer.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import { settings } from '#lib/platform/config/settings.ts'

const database = useTestDatabase()
async function colleagues() {
  const admin = await createCtx(database.db, 'admin')
  const user = await createUser(database.db, { id: admin.organizationId }, 'reviewer')
  return { admin, user }
}
const account = async () => (await colleagues()).user
const entered = async ({ id }: { id: string }) => ({
  id,
  sessionId: await openSession(database.db, id, { kind: 'api' }),
})
const signedIn = async (user: { id: string }) => issueTokens(database.db, await entered(user))
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
  const { id, sessionId } = await entered(user)
  expect(await bearer(await issueAccessToken(id, sessionId))).toMatchObject({
    id,
    role: 'reviewer',
    sessionId,
  })
})

const claims = {
  issuer: 'earshot',
  audience: 'earshot-api',
  key: settings().JWT_SECRET_KEY,
  typ: 'at+jwt',
}
type Entered = Awaited<ReturnType<typeof entered>>
const forge = (
  { id, sessionId }: Entered,
  { issuer, audience, key, typ }: typeof claims,
  life = '5m',
) =>
  new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: 'HS256', typ })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime(life)
    .sign(new TextEncoder().encode(key))

test.each([
  ['signed with another key', { key: 'x'.repeat(40) }],
  ['for another audience', { audience: 'elsewhere' }],
  ['of another issuer', { issuer: 'elsewhere' }],
  ['of another type', { typ: 'JWT' }],
])('an access token %s is refused', async (_, change) => {
  const somebody = await entered(await account())
  expect(await bearer(await forge(somebody, claims))).toMatchObject({ id: somebody.id })
  await expect(bearer(await forge(somebody, { ...claims, ...change }))).rejects.toThrow('not valid')
})

test('an expired access token says so', async () => {
  const somebody = await entered(await account())
  await expect(bearer(await forge(somebody, claims, '-1s'))).rejects.toThrow('has expired')
})

test('an access token of one user in the session of another is refused', async () => {
  const { sessionId } = await entered(await account())
  const { id } = await account()
  await expect(bearer(await forge({ id, sessionId }, claims))).rejects.toThrow('not valid')
})

test('an access token of a version before, without a session, is refused', async () => {
  const { id } = await entered(await account())
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: claims.typ })
    .setIssuer(claims.issuer)
    .setAudience(claims.audience)
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(claims.key))
  await expect(bearer(token)).rejects.toThrow('not valid')
})

test('an unsigned access token is refused', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token = `${part({ alg: 'none', typ: 'at+jwt' })}.${part({ sub: (await account()).id })}.`
  await expect(bearer(token)).rejects.toThrow('not valid')
})

test('an account that is not active has no tokens', async () => {
  const user = await account()
  const { access_token } = await signedIn(user)
  await bearer(access_token)
  await database.db.update(users).set({ isActive: false }).where(eq(users.id, user.id))
  forgetUser(user.id)
  await expect(bearer(access_token)).rejects.toMatchObject({ code: 'unauthenticated' })
})

test.each([
  ['a new password', { password: 'another long enough one' }],
  ['another role', { role: 'viewer' }],
  ['deactivating', { is_active: false }],
] as const)('%s ends access and refresh tokens, whatever is done later', async (_, change) => {
  const { admin, user } = await colleagues()
  const pair = await signedIn(user)
  await bearer(pair.access_token)
  await updateUser(admin, user.id, change)
  const isRefused = async () => {
    await expect(bearer(pair.access_token)).rejects.toThrow('was ended')
    await expect(refreshTokenPair(database.db, pair.refresh_token)).rejects.toThrow('sign in again')
  }
  await isRefused()
  await updateUser(admin, user.id, { is_active: true, role: 'reviewer' })
  await isRefused()
})

test('a refresh token is exchanged for a new pair, and is not stored readably', async () => {
  const user = await account()
  const first = await signedIn(user)
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

test('a reused refresh token ends its session, the newest tokens included', async () => {
  const user = await account()
  const other = await signedIn(user)
  const first = await signedIn(user)
  const second = await refreshTokenPair(database.db, first.refresh_token)
  await expect(refreshTokenPair(database.db, first.refresh_token)).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  await expect(refreshTokenPair(database.db, second.refresh_token)).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  await expect(bearer(second.access_token)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(refreshTokenPair(database.db, other.refresh_token)).resolves.toBeDefined()
})

test('of two exchanges of one token at the same instant at most one succeeds', async () => {
  const { refresh_token } = await signedIn(await account())
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, () => refreshTokenPair(database.db, refresh_token)),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('an expired refresh token is refused', async () => {
  const user = await account()
  const { refresh_token } = await signedIn(user)
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

test('however long an API token was to live, it expires when the policy says', async () => {
  const madeAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
  const endless = await apiToken({ createdAt: madeAgo(364) })
  expect(await bearer(endless.token)).toMatchObject({ id: endless.user.id })
  const tooOld = await apiToken({
    createdAt: madeAgo(366),
    expiresAt: new Date(Date.now() + 86_400_000),
  })
  await expect(bearer(tooOld.token)).rejects.toThrow('expired')
})
