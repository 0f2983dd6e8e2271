import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { createS3Storage } from '#lib/platform/storage/s3.ts'
import { openSpool, readWithSpool, type SpoolOptions } from '#lib/platform/storage/spool.ts'
import { startFakeS3 } from '#lib/platform/storage/testing/fake-s3.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' }
const names = { 'input-audio': 'in', 'output-audio': 'out', artifacts: 'files' }
const region = 'eu-test-1'
const bytes = Buffer.from('what the voice AI said')

let peer: Awaited<ReturnType<typeof startFakeS3>>
let folder: string
let store: Storage
const open: { close(): Promise<void> }[] = []

beforeEach(async () => {
  peer = await startFakeS3({ ...credentials, region })
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'earshot-spool-')), 'spool')
  const { endpoint } = peer
  store = createS3Storage({ endpoint, region, credentials, names, maxAttempts: 1 })
  await store.prepare()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
  await peer.close()
  rmSync(path.dirname(folder), { recursive: true, force: true })
})

function spool(changes: Partial<SpoolOptions> = {}) {
  const opened = openSpool({ storage: store, folder, maxBytes: 1_000, retryMs: 40, ...changes })
  open.push(opened)
  return opened
}

const put = (storage: Storage, key: string) => storage.put('output-audio', key, bytes, 'audio/wav')

const waiting = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())

async function uploaded(key: string): Promise<void> {
  while (!peer.object('out', key) || waiting().length > 0) await sleep(10)
}

test('a store that is there is written to at once', async () => {
  expect(await put(spool(), 'run/one.wav')).toBe('stored')
  expect(peer.object('out', 'run/one.wav')).toEqual(bytes)
})

test('what the store does not take waits, can be read, and is uploaded when the store is back', async () => {
  const storage = spool()
  peer.trouble('down')
  expect(await put(storage, 'run/one.wav')).toBe('later')
  expect(await put(storage, 'run/two.wav')).toBe('later')
  expect(await storage.get('output-audio', 'run/one.wav')).toEqual(bytes)
  expect(await readWithSpool(store, folder).stat('output-audio', 'run/two.wav')).toMatchObject({
    size: bytes.length,
    contentType: 'audio/wav',
  })
  peer.trouble('none')
  await Promise.all([uploaded('run/one.wav'), uploaded('run/two.wav')])
  expect(await put(storage, 'run/three.wav')).toBe('stored')
})

test('a store that does not answer holds nobody up: the first waits out its time, the others none', async () => {
  const storage = spool({ patienceMs: 150, retryMs: 60_000 })
  peer.trouble('silent')
  expect(await put(storage, 'run/one.wav')).toBe('later')
  for (let n = 0; n < 10; n++) expect(await put(storage, `run/more-${n}.wav`)).toBe('later')
  // Only the first has asked the store, and waited for its answer.
  expect(peer.unanswered()).toBe(1)
})

test('what a process that has ended left behind is uploaded by the next', async () => {
  const first = spool()
  peer.trouble('down')
  await put(first, 'run/one.wav')
  await first.close()
  peer.trouble('none')
  spool()
  await uploaded('run/one.wav')
})

test('a key that is refused is an outage as well', async () => {
  const wrong = { ...credentials, secretAccessKey: 'wrong' }
  const { endpoint } = peer
  const refused = createS3Storage({ endpoint, region, credentials: wrong, names, maxAttempts: 1 })
  const first = spool({ storage: refused })
  expect(await put(first, 'run/one.wav')).toBe('later')
  await first.close()
  spool()
  await uploaded('run/one.wav')
})

test('more than may wait is refused with the reason, and what waits stays', async () => {
  const storage = spool({ maxBytes: bytes.length + 1 })
  peer.trouble('down')
  expect(await put(storage, 'run/one.wav')).toBe('later')
  await expect(put(storage, 'run/two.wav')).rejects.toThrow(/the spool is full/)
  peer.trouble('none')
  await uploaded('run/one.wav')
})

test('a folder that cannot be written is said', async () => {
  writeFileSync(folder, 'in the way')
  const storage = spool()
  peer.trouble('down')
  await expect(put(storage, 'run/one.wav')).rejects.toThrow(/storage: /)
})
