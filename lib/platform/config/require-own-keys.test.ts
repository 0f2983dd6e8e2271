import { expect, test } from 'vitest'

import { parseEnvironment } from '#lib/platform/config/parse.ts'
import { requireOwnKeys } from '#lib/platform/config/require-own-keys.ts'

const key = (letters: string) => `${letters}-0123456789-abcdefghijklmnop`
const check = (source: Record<string, string>) => () => requireOwnKeys(parseEnvironment(source))

test.each([
  ['by hand', {}],
  ['by hand in production mode', { NODE_ENV: 'production' }],
  ['as staging', { ENVIRONMENT: 'staging', NODE_ENV: 'production' }],
  ['as a test server that people reach', { ENVIRONMENT: 'test', NODE_ENV: 'production' }],
])('a program that was started %s does not run on published keys', (_, source) => {
  expect(check(source)).toThrow('JWT_SECRET_KEY and SECRETS_KEY must be set')
})

test('one key of its own is not enough', () => {
  expect(check({ JWT_SECRET_KEY: key('one') })).toThrow(/^SECRETS_KEY must be set/)
})

test('with keys of its own it runs, and so do the tests of the project', () => {
  expect(check({ JWT_SECRET_KEY: key('one'), SECRETS_KEY: key('two') })).not.toThrow()
  expect(check({ ENVIRONMENT: 'test', NODE_ENV: 'test' })).not.toThrow()
})
