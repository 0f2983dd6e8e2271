import { expect, test } from 'vitest'

import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { verifyApiToken } from '#lib/accounts/api-token.ts'
import { createApiToken } from '#lib/accounts/api-tokens.ts'
import { changePassword } from '#lib/accounts/change-password.ts'
import { identifySession } from '#lib/accounts/identity.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { updateUser } from '#lib/accounts/update-user.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import type { Ctx } from '#lib/platform/context.ts'

const database = useTestDatabase()
const password = 'a password of length'

async function people() {
  const admin = await createCtx(database.db, 'admin')
  const passwordHash = await hashPassword(password)
  const user = await createUser(database.db, { id: admin.organizationId }, 'viewer', {
    passwordHash,
  })
  const enter = (tried: string) =>
    signIn({ db: database.db, address: null }, { email: user.email, password: tried })
  return { admin, user, ctx: ctxFor(database.db, user), enter }
}

const wrongly = async (tries: number, attempt: () => Promise<unknown>) => {
  for (let at = 0; at < tries; at++) await attempt().catch(() => undefined)
}

test('whoever tries current passwords in an open session is stopped, and locks nobody out', async () => {
  const { ctx, enter } = await people()
  const change = (current: string) => changePassword(ctx, { current, password: 'another long one' })
  await wrongly(5, () => change('wrong password'))
  await expect(change(password)).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringContaining('locked for 1 minute') as unknown,
  })
  await enter(password)
})

test('another password than the one there is', async () => {
  const { ctx } = await people()
  await expect(changePassword(ctx, { current: password, password })).rejects.toMatchObject({
    faults: [{ path: 'password', message: expect.stringContaining('choose another') as unknown }],
  })
})

test('a change keeps the session that it was made in and ends the others', async () => {
  const { user, ctx, enter } = await people()
  const here = await enter(password)
  const there = await enter(password)
  const identityOf = ({ sessionId }: { sessionId: string }) => identifySession(ctx.db, sessionId)
  const actor = { ...ctx.actor, sessionId: here.sessionId } as Ctx['actor']
  await changePassword({ ...ctx, actor }, { current: password, password: 'another long one' })
  expect(await identityOf(here)).toMatchObject({ id: user.id })
  await expect(identityOf(there)).rejects.toThrow('was ended')
})

test('API tokens stay, unless their owner wants them revoked', async () => {
  const { ctx } = await people()
  const { token } = await createApiToken(ctx, { name: 'CI' })
  await changePassword(ctx, { current: password, password: 'another long one' })
  await verifyApiToken(ctx.db, token)
  const again = { current: 'another long one', password: 'and still another' }
  await changePassword(ctx, { ...again, revoke_tokens: true })
  await expect(verifyApiToken(ctx.db, token)).rejects.toThrow('revoked')
})

test('a password that an administrator set is due until its owner has chosen another', async () => {
  const { admin, user, ctx, enter } = await people()
  await updateUser(admin, user.id, { password: 'given by somebody' })
  expect(await enter('given by somebody')).toMatchObject({ passwordDue: true })
  await changePassword(ctx, { current: 'given by somebody', password: 'known to me alone' })
  expect(await enter('known to me alone')).toMatchObject({ passwordDue: false })
})

test('administrators change their own password like everybody else', async () => {
  const { admin } = await people()
  const attempt = updateUser(admin, admin.actor.id ?? '', { password: 'given by myself' })
  await expect(attempt).rejects.toMatchObject({ faults: [{ path: 'password' }] })
})

test('a password that cannot be used is no attempt', async () => {
  const { ctx, enter } = await people()
  await wrongly(9, () => changePassword(ctx, { current: 'wrong password', password: 'short' }))
  await enter(password)
})

test('a new password from an administrator ends the lock', async () => {
  const { admin, user, enter } = await people()
  await wrongly(5, () => enter('wrong password'))
  await updateUser(admin, user.id, { password: 'given by the administrator' })
  expect(await enter('given by the administrator')).toMatchObject({ id: user.id })
})
