import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { keptSecret, randomKey, readablePassword } from '#scripts/processes/keys.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a secret is made once and kept for its owner alone', () => {
  const file = join(folder, 'made', 'secret')
  const first = keptSecret(file, randomKey)
  expect(keptSecret(file, randomKey)).toBe(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a key satisfies what production asks of keys', () => {
  const key = randomKey()
  expect(key.length).toBeGreaterThanOrEqual(32)
  expect(new Set(key).size).toBeGreaterThanOrEqual(8)
  expect(randomKey()).not.toBe(key)
})

test('the demo password is readable and never twice the same', () => {
  expect(readablePassword()).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
  expect(readablePassword()).not.toBe(readablePassword())
})

test('an empty file is refused by name instead of serving as a key', () => {
  const file = join(folder, 'secret')
  writeFileSync(file, '\n')
  expect(() => keptSecret(file, randomKey)).toThrow(file)
})
