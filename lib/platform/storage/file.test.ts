import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { UpstreamError } from '#lib/platform/errors.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import { storageContract } from '#lib/platform/storage/testing/contract.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'earshot-storage-'))
})
afterAll(() => {
  chmodSync(root, 0o700)
  rmSync(root, { recursive: true, force: true })
})

storageContract(() => createFileStorage(root))

test('no unfinished file is left behind', async () => {
  const storage = createFileStorage(path.join(root, 'fresh'))
  await storage.put('artifacts', 'a.txt', Buffer.from('x'), 'text/plain')
  await storage.check()
  const files = readdirSync(path.join(root, 'fresh'), { recursive: true, withFileTypes: true })
  expect(files.filter((file) => file.isFile()).map((file) => file.name)).toEqual(['a.txt'])
})

test('a root that is a file fails the check with the reason', async () => {
  const file = path.join(root, 'in-the-way')
  writeFileSync(file, '')
  const storage = createFileStorage(file)
  await expect(storage.check()).rejects.toThrow(UpstreamError)
  await expect(storage.put('artifacts', 'a', Buffer.from('x'), 'text/plain')).rejects.toThrow(
    /storage: .*in-the-way/,
  )
})
