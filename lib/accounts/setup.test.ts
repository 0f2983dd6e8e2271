import { expect, test } from 'vitest'

import { organizations, users } from '#db/schema/accounts.ts'
import { activityLog } from '#db/schema/activity.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { needsSetup, setUp, slugOf } from '#lib/accounts/setup.ts'
import { signIn } from '#lib/accounts/sign-in.ts'

const database = useTestDatabase()
const input = (email: string) => ({
  organization: 'Hör mal GmbH',
  name: 'Ada',
  email,
  password: 'a password of length',
})

test('of many set-ups at the same instant exactly one wins, and its admin can sign in', async () => {
  expect(await needsSetup(database.db)).toBe(true)
  const emails = Array.from({ length: 6 }, (_, index) => `admin${index}@example.test`)
  const results = await Promise.allSettled(emails.map((email) => setUp(database.db, input(email))))
  const winners = results.filter((result) => result.status === 'fulfilled')
  expect(winners).toHaveLength(1)
  expect(await database.db.select().from(users)).toHaveLength(1)
  expect(await database.db.select().from(organizations)).toMatchObject([{ slug: 'hor-mal-gmbh' }])
  expect(await database.db.select().from(activityLog)).toMatchObject([
    { action: 'organization.create', userId: winners[0]?.value.id },
  ])
  const email = winners[0]?.value.email ?? ''
  const credentials = { email, password: 'a password of length' }
  expect(await signIn({ db: database.db, address: null }, credentials)).toMatchObject({
    role: 'admin',
  })
  expect(await needsSetup(database.db)).toBe(false)
  await expect(setUp(database.db, input('late@example.test'))).rejects.toThrow('set up already')
})

test('a weak password is refused before anything is written', async () => {
  const weak = { ...input('weak@example.test'), password: 'short' }
  await expect(setUp(database.db, weak)).rejects.toThrow('at least 10 characters')
})

test.each([
  ['ACME Voice!', 'acme-voice'],
  ['--Ärger & Söhne--', 'arger-sohne'],
  ['天気', 'organization'],
])('the address name of %s is %s', (name, slug) => expect(slugOf(name)).toBe(slug))
