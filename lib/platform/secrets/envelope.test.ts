import { expect, test } from 'vitest'

import { deriveKey, Envelope, open, seal } from '#lib/platform/secrets/envelope.ts'

const binding = { ownerId: '0191', field: 'client_key' }

test('opens what it sealed', () => {
  expect(open(seal('höchst geheim', binding), binding)).toBe('höchst geheim')
  expect(open(seal('', binding), binding)).toBe('')
})

test('two seals of one text share nothing', () => {
  const [one, other] = [seal('same', binding), seal('same', binding)]
  expect(one.iv).not.toBe(other.iv)
  expect(one.data).not.toBe(other.data)
})

test.each([
  ['owner', { ...binding, ownerId: '0192' }],
  ['field', { ...binding, field: 'client_id' }],
])('does not open for another %s', (_, other) => {
  expect(() => open(seal('text', binding), other)).toThrow('damaged')
})

test('a binding cannot be shifted between owner and field', () => {
  const sealed = seal('text', { ownerId: 'a', field: 'b","c' })
  expect(() => open(sealed, { ownerId: 'a","b', field: 'c' })).toThrow('damaged')
})

test.each(['data', 'tag', 'iv'] as const)('a changed %s is noticed', (part) => {
  const sealed = seal('a text of some length', binding)
  const bytes = Buffer.from(sealed[part], 'base64')
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
  const changed = { ...sealed, [part]: bytes.toString('base64') }
  expect(() => open(changed, binding)).toThrow('The secret client_key is damaged')
})

test('a shortened tag is refused, not accepted as weaker', () => {
  const sealed = seal('text', binding)
  const tag = Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64')
  expect(() => open({ ...sealed, tag }, binding)).toThrow('damaged')
})

test('another master key says so instead of failing darkly', () => {
  const sealed = seal('text', binding, deriveKey('the key before the move'))
  expect(() => open(sealed, binding)).toThrow('under another SECRETS_KEY')
})

test('survives JSON', () => {
  const stored: unknown = JSON.parse(JSON.stringify(seal('text', binding)))
  expect(Envelope.parse(stored)).toEqual(stored)
  expect(open(stored, binding)).toBe('text')
})
