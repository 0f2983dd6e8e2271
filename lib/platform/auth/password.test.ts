import * as bcrypt from '@node-rs/bcrypt'
import { expect, test } from 'vitest'

import { hashPassword, verifyPassword, withHasher } from '#lib/platform/auth/password.ts'

const password = 'correct horse battery'
const older = () => bcrypt.hash(password, 4)
const isOutdated = (stored: string) =>
  withHasher((hasher) => Promise.resolve(hasher.isOutdated(stored)))

test('a password is stored as argon2id, each time with another salt', async () => {
  const [first, second] = [await hashPassword(password), await hashPassword(password)]
  expect(first).toMatch(/^\$argon2id\$v=19\$/)
  expect(first).not.toBe(second)
})

test.each([
  ['argon2id', hashPassword],
  ['bcrypt, as older versions stored it', older],
])('of %s the right password is told from a wrong one', async (_, make) => {
  const stored = await make(password)
  expect(await verifyPassword(password, stored)).toBe(true)
  expect(await verifyPassword('wrong horse battery', stored)).toBe(false)
})

test('bcrypt hashes of the package that was used before are still right', async () => {
  // Made by bcryptjs 3.0.3 with cost 4.
  const stored = '$2b$04$Ga93eW8Er.BorpN0/H.4Sedw1b5eQVTSYPxMUtxF5SQQRJ5wY4/dW'
  expect(await verifyPassword(password, stored)).toBe(true)
})

test('an accented letter is one, however a keyboard writes it', async () => {
  const [composed, decomposed] = ['\u00fcber den Wolken', 'u\u0308ber den Wolken']
  expect(await verifyPassword(decomposed, await hashPassword(composed))).toBe(true)
  expect(await verifyPassword(composed, await hashPassword(decomposed))).toBe(true)
})

test('a hash of a version before that kept two characters is still right', async () => {
  const decomposed = 'u\u0308ber den Wolken'
  expect(await verifyPassword(decomposed, await bcrypt.hash(decomposed, 4))).toBe(true)
})

test('where there is no account no password is right, not even that of the decoy', async () => {
  expect(await verifyPassword('is not valid', null)).toBe(false)
})

test('a password longer than what was ever accepted is not looked at', async () => {
  expect(await verifyPassword('a'.repeat(73), await hashPassword('a'.repeat(72)))).toBe(false)
})

test.each([
  ['bcrypt', older, true],
  [
    'argon2id of less memory',
    () =>
      Promise.resolve(
        '$argon2id$v=19$m=8,t=1,p=1$YmquoRK3sKnDlBKwMRiifA$/tNnc/430x4t7xe26xUyub7NRjmOvUBv550012z2bk0',
      ),
    true,
  ],
  ['argon2id of today', () => hashPassword(password), false],
])('whether %s is to be hashed anew: %s', async (_, make, expected) => {
  expect(await isOutdated(await make())).toBe(expected)
})

test.each([
  [
    'argon2id',
    '$argon2id$v=19$m=19456,t=8,p=1$Qb6ZsS7DKBh7c6E744jG4A$OZX6D4evRxAMcWqW04WGjFhC/47A+DALzzi7C1TcJOA',
  ],
  ['bcrypt', '$2b$11$N5SRB/KTDvV4s4gy6HiGbOVFC2udedtLUDw20ayQuwI1vQayqWh5C'],
])('the event loop goes on while %s is computed', async (_, stored) => {
  let turnsOfTheLoop = 0
  let computing = true
  const count = () => {
    turnsOfTheLoop += 1
    if (computing) setImmediate(count)
  }
  setImmediate(count)
  expect(await verifyPassword(password, stored)).toBe(true)
  computing = false
  // Computed on this thread, it would turn once or twice.
  expect(turnsOfTheLoop).toBeGreaterThan(20)
})

test('of a flood some are hashed and the rest is refused at once', async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 200 }, () => hashPassword(password)),
  )
  const refused = results.filter((result) => result.status === 'rejected')
  expect(results.length - refused.length).toBeGreaterThanOrEqual(64)
  expect(refused.length).toBeGreaterThan(100)
  for (const { reason } of refused)
    expect(reason).toMatchObject({ code: 'unavailable', retryAfter: 5 })
  expect(await hashPassword(password)).toContain('argon2id')
})
