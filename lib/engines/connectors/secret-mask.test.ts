import { expect, test } from 'vitest'

import { credentialForms } from '#lib/engines/connectors/authorize-call.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'

const secrets = { token: 'to"ken/+ 1', username: 'anna', password: 'pass-word' }
const mask = new SecretMask(credentialForms(secrets), ['X-Own'])
const basic = Buffer.from('anna:pass-word').toString('base64')

test.each([
  secrets.token,
  encodeURIComponent(secrets.token),
  JSON.stringify(secrets.token),
  `Basic ${basic}`,
  'anna, pass-word',
])('%j leaves nothing of a credential', (text) => {
  const masked = mask.text(`before ${text} after`)
  expect(masked).toMatch(/^before .*\[hidden\].* after$/)
  for (const form of [secrets.token, 'ken%2F', 'to\\"ken', basic, 'anna', 'pass-word'])
    expect(masked).not.toContain(form)
})

test('values and names anywhere in JSON are masked, the rest stays', () =>
  expect(mask.json({ 'pass-word': [1, null, { a: 'x pass-word' }] })).toEqual({
    '[hidden]': [1, null, { a: 'x [hidden]' }],
  }))

test('own headers and those of credentials are hidden whatever they hold', () => {
  expect(mask.header('x-own', 'anything')).toBe('[hidden]')
  expect(mask.header('Authorization', 'Bearer of other things')).toBe('[hidden]')
  expect(mask.header('X-Other', 'kept')).toBe('kept')
})

test('a text too short to be a secret does not garble the log', () =>
  expect(new SecretMask(['a'], []).text('banana')).toBe('banana'))
