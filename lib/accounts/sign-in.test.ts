import { randomUUID } from 'node:crypto'

import * as bcrypt from '@node-rs/bcrypt'
import { eq, like, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { openDatabase } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { activityLog } from '#db/schema/activity.ts'
import { rateLimits } from '#db/schema/platform.ts'
import { createOrganization, createUser } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { signIn } from '#lib/accounts/sign-in.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import type { AppError } from '#lib/platform/errors.ts'

const database = useTestDatabase()
const password = 'correct horse battery'

async function account(overrides: Partial<typeof users.$inferInsert> = {}) {
  const organization = await createOrganization(database.db)
  const passwordHash = await hashPassword(password)
  return createUser(database.db, organization, 'qa_engineer', { passwordHash, ...overrides })
}

const nobody = () => `${randomUUID()}@example.test`
const attempt = (
  email: string,
  tried: string,
  { db = database.db, address = null }: { db?: typeof database.db; address?: string | null } = {},
) => signIn({ db, address }, { email, password: tried })
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, message, retryAfter }: AppError) => ({ code, message, retryAfter }),
  )
const wrong = (email: string, setting = {}) => refusal(attempt(email, 'wrong password', setting))
const times = <T>(count: number, work: () => Promise<T>) =>
  Promise.all(Array.from({ length: count }, work))

/** Whatever was counted or locked for a while is so no longer, as if an hour had passed. */
const letTimePass = () =>
  database.db
    .update(rateLimits)
    .set({ expire: Date.now() - 1 })
    .where(like(rateLimits.key, 'sign-in-lock:%'))

const traces = async (id: string) => {
  const log = await database.db.select().from(activityLog).where(eq(activityLog.entityId, id))
  return log.map(({ action, userId }) => ({ action, userId }))
}

test('the right password signs in, whatever the case of the address', async () => {
  const user = await account()
  const identity = await attempt(user.email.toUpperCase(), password)
  expect(identity).toMatchObject({
    id: user.id,
    organizationId: user.organizationId,
    role: user.role,
  })
  expect(await traces(user.id)).toEqual([{ action: 'user.sign_in', userId: user.id }])
})

test('unknown, wrong and inactive accounts are refused in the same words', async () => {
  const user = await account()
  const inactive = await account({ isActive: false })
  const answers = await Promise.all([
    refusal(attempt(nobody(), password)),
    wrong(user.email),
    refusal(attempt(inactive.email, password)),
  ])
  for (const answer of answers)
    expect(answer).toEqual({
      code: 'unauthenticated',
      message: 'E-mail address or password is wrong',
      retryAfter: undefined,
    })
})

describe('an account', () => {
  test('is locked by the fifth wrong password, for the right one too', async () => {
    const user = await account()
    await times(4, () => wrong(user.email))
    expect(await wrong(user.email)).toMatchObject({
      code: 'unauthenticated',
      message:
        'E-mail address or password is wrong; from your network this account is locked for 1 minute after too many attempts',
    })
    const answer = await refusal(attempt(user.email, password))
    expect(answer).toMatchObject({
      code: 'rate_limited',
      message:
        'You cannot sign in now: from your network this account is locked for 1 minute after too many attempts',
    })
    expect(answer?.retryAfter).toBeGreaterThan(30)
    expect(answer?.retryAfter).toBeLessThanOrEqual(60)
    expect(await traces(user.id)).toEqual([
      ...Array.from({ length: 5 }, () => ({ action: 'user.sign_in_failed', userId: null })),
      { action: 'user.lock', userId: null },
    ])
  })

  test('that does not exist is locked just so', async () => {
    const email = nobody()
    const answers = []
    for (let at = 0; at < 6; at++) answers.push(await wrong(email))
    expect(answers.map((answer) => answer?.code)).toEqual([
      ...Array<string>(5).fill('unauthenticated'),
      'rate_limited',
    ])
  })

  test('is tried at most five times, however many try at the same time', async () => {
    const user = await account()
    const answers = await times(40, () => wrong(user.email))
    const tried = answers.filter((answer) => answer?.code === 'unauthenticated')
    expect(tried).toHaveLength(5)
    expect(answers.filter((answer) => answer?.code === 'rate_limited')).toHaveLength(35)
    // What was refused unseen does not lengthen the lock that follows.
    await letTimePass()
    expect((await wrong(user.email))?.message).toContain('locked for 2 minutes')
  })

  test('is counted by all processes together', async () => {
    const user = await account()
    const other = openDatabase(database.url, { max: 2 })
    try {
      const answers = await Promise.all([
        times(10, () => wrong(user.email)),
        times(10, () => wrong(user.email, { db: other.db })),
      ])
      expect(answers.flat().filter((answer) => answer?.code === 'unauthenticated')).toHaveLength(5)
      expect(await wrong(user.email, { db: other.db })).toMatchObject({ code: 'rate_limited' })
    } finally {
      await other.close()
    }
  })

  test('is free again after the lock, and the right password clears the count', async () => {
    const user = await account()
    for (let round = 0; round < 2; round++) {
      await times(5, () => wrong(user.email))
      await letTimePass()
      await attempt(user.email, password)
    }
    // Were the first five still counted, the lock would have been a longer one.
    await times(4, () => wrong(user.email))
    expect((await wrong(user.email))?.message).toContain('locked for 1 minute ')
  })

  test('is locked twice as long by each further wrong password, up to an hour', async () => {
    const { email } = await account()
    await times(4, () => wrong(email))
    const locks = []
    for (let at = 0; at < 8; at++) {
      locks.push(/locked for (\d+) minute/.exec((await wrong(email))?.message ?? '')?.[1])
      await letTimePass()
    }
    expect(locks).toEqual(['1', '2', '4', '8', '16', '32', '60', '60'])
  })

  test('lets as many in as know the password, at the same time too', async () => {
    const user = await account()
    const answers = await times(20, () => refusal(attempt(user.email, password)))
    expect(answers.filter((answer) => answer !== null)).toEqual([])
  })
})

describe('a network', () => {
  const tryFrom = (address: string | null) => wrong(nobody(), { address })

  test('may try twenty accounts in a minute', async () => {
    const address = '203.0.113.1'
    const answers = await times(30, () => tryFrom(address))
    expect(answers.filter((answer) => answer?.code === 'unauthenticated')).toHaveLength(20)
    const user = await account()
    const answer = await refusal(attempt(user.email, password, { address }))
    expect(answer).toMatchObject({
      code: 'rate_limited',
      message: expect.stringContaining('from your network; try again in 1 minute') as unknown,
    })
    expect(answer?.retryAfter).toBeLessThanOrEqual(60)
    expect(await refusal(attempt(user.email, password, { address: '203.0.113.2' }))).toBeNull()
  })

  test('of IPv6 is a /64, whatever address in it tries', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => tryFrom(`2001:db8:0:1:${index}::${index}`)),
    )
    expect(answers.filter((answer) => answer?.code === 'unauthenticated')).toHaveLength(20)
    expect(await tryFrom('2001:db8:0:2::1')).toMatchObject({ code: 'unauthenticated' })
  })

  test('that is not known is not limited, so that one stranger locks nobody else out', async () => {
    const answers = await times(30, () => tryFrom(null))
    expect(answers.filter((answer) => answer?.code !== 'unauthenticated')).toEqual([])
    const user = await account()
    expect(await refusal(attempt(user.email, password))).toBeNull()
  })

  test('is not worn out by people who know their passwords', async () => {
    const user = await account()
    const setting = { address: '203.0.113.3' }
    for (let at = 0; at < 25; at++)
      expect(await refusal(attempt(user.email, password, setting))).toBeNull()
  })
})

test('a hash of an older version is replaced at the next sign-in', async () => {
  const user = await account({ passwordHash: await bcrypt.hash(password, 4) })
  await wrong(user.email)
  const stored = async () => {
    const [row] = await database.db.select().from(users).where(eq(users.id, user.id))
    return row?.passwordHash
  }
  expect(await stored()).toBe(user.passwordHash)
  await attempt(user.email, password)
  expect(await stored()).toMatch(/^\$argon2id\$/)
  expect(await refusal(attempt(user.email, password))).toBeNull()
})

test('nothing that was typed as an address is kept readable', async () => {
  const email = nobody()
  await wrong(email)
  const rows = await database.db
    .select()
    .from(rateLimits)
    .where(sql`position(${email} in ${rateLimits.key}) > 0`)
  expect(rows).toEqual([])
})
