import { expect, test } from 'vitest'

import { newSecret } from '#components/settings-form/new-secret.ts'

test('a plain secret carries 256 bits in letters that every form takes', () =>
  expect(newSecret(null)).toMatch(/^[\w-]{43}$/))

test('a field of Standard Webhooks gets its own form', () => {
  const secret = newSecret('^whsec_(?:[A-Za-z0-9+/]{4})+$')
  expect(secret).toMatch(/^whsec_/)
  expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
})

test('no two are alike', () => expect(newSecret(null)).not.toBe(newSecret(null)))
