import { expect, test } from 'vitest'

import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { changePassword, updateUser } from '#lib/accounts/update-user.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'

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

test('whoever tries current passwords is stopped like whoever tries to sign in', async () => {
  const { ctx, enter } = await people()
  const change = (current: string) => changePassword(ctx, { current, password: 'another password' })
  await wrongly(5, () => change('wrong password'))
  await expect(change(password)).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringContaining('locked for 1 minute') as unknown,
  })
  await expect(enter(password)).rejects.toMatchObject({ code: 'rate_limited' })
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
