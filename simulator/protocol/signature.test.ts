import { expect, test } from 'vitest'

import { readClientKey, sign, verify } from '#simulator/protocol/signature.ts'

const key = readClientKey(
  'KgMLuq-k1oCUv5bzTlKAJf_mGo0T07jTogbi6apcqLa114CCPH3rlK4c0RktY30xLEQ49MZ-C2bMyFOVQO4PyA==',
)
const message =
  'ae06fcd3-6447-4356-afaa-813aa4f2ba41;70aa7c25-c74f-48be-8ca8-cbf73627c05f1418068667'
const signature = 'myWdEfHJ7AV8OP23v8pCH1PILL_gxH4uDOAXMi06akk='

test('gives the known answer of the official SDKs', () =>
  expect(sign(key, message)).toBe(signature))

test('accepts that answer', () => expect(verify(key, message, signature)).toBe(true))

test.each([
  ['without padding', signature.slice(0, -1)],
  ['in the standard alphabet', signature.replace('_', '/')],
  ['of another message', sign(key, `${message}0`)],
  ['that is empty', ''],
])('refuses a signature %s', (_, wrong) => expect(verify(key, message, wrong)).toBe(false))

test('refuses a client key that holds no bytes', () =>
  expect(() => readClientKey('==')).toThrow('not base64'))
