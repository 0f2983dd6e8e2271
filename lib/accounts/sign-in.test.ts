import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { users } from '#db/schema/accounts.ts'
import { activityLog } from '#db/schema/activity.ts'
import { createOrganization, createUser } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'

const database = useTestDatabase()
const password = 'correct horse battery'

async function account(overrides: Partial<typeof users.$inferInsert> = {}) {
  const organization = await createOrganization(database.db)
  const passwordHash = await hashPassword(password)
  return createUser(database.db, organization, 'qa_engineer', { passwordHash, ...overrides })
}

const attempt = (email: string, tried: string) => signIn(database.db, { email, password: tried })
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: Error) => error.message,
  )

const stateOf = async (id: string) => {
  const [row] = await database.db.select().from(users).where(eq(users.id, id))
  return row
}

test('the right password signs in, whatever the case of the address', async () => {
  const user = await account()
  const identity = await attempt(user.email.toUpperCase(), password)
  expect(identity).toMatchObject({
    id: user.id,
    organizationId: user.organizationId,
    role: user.role,
  })
  const log = await database.db.select().from(activityLog).where(eq(activityLog.entityId, user.id))
  expect(log).toMatchObject([{ action: 'user.sign_in', userId: user.id }])
})

test('unknown, wrong, inactive and resting accounts are refused in the same words', async () => {
  const user = await account()
  const inactive = await account({ isActive: false })
  const resting = await account({ lockedUntil: new Date(Date.now() + 60_000) })
  const answers = await Promise.all([
    refusal(attempt('nobody@example.test', password)),
    refusal(attempt(user.email, 'wrong password')),
    refusal(attempt(inactive.email, password)),
    refusal(attempt(resting.email, password)),
  ])
  expect(answers[0]).toContain('wrong')
  expect(new Set(answers).size).toBe(1)
})

test('five wrong passwords at the same time are all counted and let the account rest', async () => {
  const user = await account()
  await Promise.all(Array.from({ length: 5 }, () => refusal(attempt(user.email, 'wrong password'))))
  const state = await stateOf(user.id)
  expect(state?.failedSignIns).toBe(5)
  expect(state?.lockedUntil?.getTime()).toBeGreaterThan(Date.now() + 30_000)
  expect(await refusal(attempt(user.email, password))).not.toBeNull()
  const log = await database.db.select().from(activityLog).where(eq(activityLog.entityId, user.id))
  expect(log.map(({ action }) => action)).toEqual(['user.lock'])
})

test('after the rest the right password clears the count', async () => {
  const user = await account({ failedSignIns: 7, lockedUntil: new Date(Date.now() - 1) })
  await attempt(user.email, password)
  expect(await stateOf(user.id)).toMatchObject({ failedSignIns: 0, lockedUntil: null })
})

test('each wrong password after a rest makes the next one longer', async () => {
  const user = await account({ failedSignIns: 7, lockedUntil: new Date(Date.now() - 1) })
  await refusal(attempt(user.email, 'wrong password'))
  const until = (await stateOf(user.id))?.lockedUntil?.getTime() ?? 0
  expect((until - Date.now()) / 60_000).toBeCloseTo(8, 0)
})
