import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import { StorageProbe } from '#workers/storage-probe.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-probe-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function probing(storage: Storage, patienceMs = 30_000) {
  const told: unknown[] = []
  const probe: StorageProbe = new StorageProbe({
    storage,
    onChange: () => told.push(probe.state),
    everyMs: 5,
    brokenMs: 5,
    patienceMs,
  })
  return { probe, told }
}

test('a storage that works is told once, and nothing stays in it', async () => {
  const { probe, told } = probing(createFileStorage(folder))
  expect(probe.state).toBeUndefined()
  await expect.poll(() => probe.state).toEqual({ ok: true, reason: null })
  probe.close()
  const files = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  await expect.poll(files).toEqual([])
  expect(told).toEqual([{ ok: true, reason: null }])
})

test('an outage is told with its reason, and its end', async () => {
  const files = createFileStorage(folder)
  let down = false
  const { probe, told } = probing({
    ...files,
    put: (...what) => (down ? Promise.reject(new Error('NoSuchBucket')) : files.put(...what)),
  })
  await expect.poll(() => probe.state?.ok).toBe(true)
  down = true
  await expect.poll(() => probe.state).toEqual({ ok: false, reason: 'NoSuchBucket' })
  down = false
  await expect.poll(() => probe.state?.ok).toBe(true)
  probe.close()
  expect(told).toHaveLength(3)
})

test('one that never answers is down', async () => {
  const silent = { ...createFileStorage(folder), get: () => new Promise<null>(() => undefined) }
  const { probe } = probing(silent, 50)
  await expect
    .poll(() => probe.state)
    .toEqual({ ok: false, reason: 'storage: no answer within 50 ms' })
  probe.close()
})
