import { createHmac } from 'node:crypto'

import { expect, test } from 'vitest'

import { credentialOf } from '#lib/engines/connectors/houndify/credential.ts'
import {
  assertId,
  authentication,
  isClientKey,
  sign,
} from '#lib/engines/connectors/houndify/signature.ts'

// The known answer that SoundHound's own SDKs are tested with.
const known = {
  clientId: 'KFvH6Rpy3tUimL-pCUFpPg==',
  clientKey:
    'KgMLuq-k1oCUv5bzTlKAJf_mGo0T07jTogbi6apcqLa114CCPH3rlK4c0RktY30xLEQ49MZ-C2bMyFOVQO4PyA==',
  userId: 'ae06fcd3-6447-4356-afaa-813aa4f2ba41',
  requestId: '70aa7c25-c74f-48be-8ca8-cbf73627c05f',
  timestamp: 1_418_068_667,
  signature: 'myWdEfHJ7AV8OP23v8pCH1PILL_gxH4uDOAXMi06akk=',
}
const credential = credentialOf({ client_id: known.clientId, client_key: known.clientKey })

test('gives the known answer', () => {
  expect(authentication(credential, known)).toEqual({
    'Hound-Request-Authentication': `${known.userId};${known.requestId}`,
    'Hound-Client-Authentication': `${known.clientId};${known.timestamp};${known.signature}`,
  })
})

test('gives the known answer with a key whose padding got lost', () => {
  const client_key = known.clientKey.replace(/=+$/, '')
  const unpadded = credentialOf({ client_id: known.clientId, client_key })
  expect(authentication(unpadded, known)).toEqual(authentication(credential, known))
})

test('keeps the padding and the URL alphabet of every signature', () => {
  const key = Buffer.from(known.clientKey, 'base64url')
  for (let message = 0; message < 200; message += 1) {
    const expected = createHmac('sha256', key).update(String(message)).digest('base64url')
    expect(sign(credential.key, String(message))).toBe(`${expected}=`)
  }
})

test.each(['a;b', 'ü', 'a\nb', 'a\u007f', '', 'a'.repeat(513)])('refuses the id %j', (id) =>
  expect(() => assertId('user id', id)).toThrow('printable ASCII'),
)

test('accepts an id as people have them', () =>
  expect(() => assertId('user id', 'Jane Doe <jane@example.com>')).not.toThrow())

test.each([
  [known.clientKey, true],
  [known.clientKey.slice(0, -2), true],
  [known.clientKey.slice(0, -1), false],
  [known.clientKey.slice(0, -3), false],
  [`${known.clientKey}==`, false],
  ['not a key!', false],
  ['', false],
])('knows a client key by its form: %s', (key, valid) => expect(isClientKey(key)).toBe(valid))
