import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { UpstreamError } from '#lib/platform/errors.ts'
import type { S3Options } from '#lib/platform/storage/s3-connection.ts'
import { keepPrepared } from '#lib/platform/storage/keep-prepared.ts'
import { createS3Storage } from '#lib/platform/storage/s3.ts'
import { storageContract } from '#lib/platform/storage/testing/contract.ts'
import { startFakeS3 } from '#lib/platform/storage/testing/fake-s3.ts'

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
}
const names = { 'input-audio': 'in', 'output-audio': 'out', artifacts: 'files' }
const region = 'eu-test-1'

let peer: Awaited<ReturnType<typeof startFakeS3>>
beforeAll(async () => {
  peer = await startFakeS3({ ...credentials, region })
})
afterAll(() => peer.close())

const until = (probe: () => boolean) => vi.waitUntil(probe, { timeout: 10_000, interval: 5 })

const connect = (changes: Partial<S3Options> = {}) =>
  createS3Storage({ endpoint: peer.endpoint, region, credentials, names, ...changes })

describe('the peer is strict', () => {
  test.each([
    ['a wrong secret', { credentials: { ...credentials, secretAccessKey: 'wrong' } }, 403],
    ['an unknown key id', { credentials: { ...credentials, accessKeyId: 'nobody' } }, 403],
    ['another region', { region: 'us-east-1' }, 403],
  ])('it refuses %s', async (_, changes, status) => {
    const storage = connect(changes)
    const put = storage.put('artifacts', 'a', Buffer.from('x'), 'text/plain')
    await expect(put).rejects.toMatchObject({
      code: 'upstream',
      retryable: false,
      cause: { $metadata: { httpStatusCode: status } },
    })
    await expect(storage.check()).rejects.toThrow(UpstreamError)
  })

  test('it refuses a request without a signature', async () => {
    const answer = await fetch(`${peer.endpoint}/files`, { method: 'PUT' })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('AccessDenied')
  })

  test('it knows no bucket yet', async () => {
    await expect(connect().put('artifacts', 'a', Buffer.from('x'), 'text/plain')).rejects.toThrow(
      /bucket files does not exist/,
    )
  })
})

describe('buckets', () => {
  const fresh = async () => {
    const store = await startFakeS3({ ...credentials, region })
    return { store, storage: connect({ endpoint: store.endpoint, maxAttempts: 1 }) }
  }

  test('a health check makes none, and says which one is missing and what to do', async () => {
    const { store, storage } = await fresh()
    await expect(storage.check()).rejects.toThrow(
      'storage: NoSuchBucket: the bucket in does not exist. Create it, or set AWS_S3_INPUT_BUCKET to the name of one that does',
    )
    expect(store.buckets()).toEqual([])
    await storage.prepare()
    expect(store.buckets()).toEqual(['in', 'out', 'files'])
    await storage.check()
    await store.close()
  })

  test('several processes may make them at once', async () => {
    const { store } = await fresh()
    const storages = Array.from({ length: 4 }, () => connect({ endpoint: store.endpoint }))
    await Promise.all(storages.map((storage) => storage.prepare()))
    expect(store.buckets()).toHaveLength(3)
    await store.close()
  })

  test('a key that may not make buckets is told, with the bucket', async () => {
    const { store, storage } = await fresh()
    store.allowBuckets(false)
    await expect(storage.prepare()).rejects.toThrow(
      /NoSuchBucket: the bucket in does not exist.*Making it failed: storage: AccessDenied/,
    )
    await expect(storage.get('artifacts', 'a')).rejects.toThrow(/NoSuchBucket: the bucket files/)
    await store.close()
  })

  test('they are made once the store is there and the key may, without a restart', async () => {
    const { store, storage } = await fresh()
    store.allowBuckets(false)
    const stop = keepPrepared(storage, 20)
    await until(() => store.requests.length > 4)
    expect(store.buckets()).toEqual([])
    store.allowBuckets(true)
    await until(() => store.buckets().length === 3)
    stop()
    await store.close()
  })

  test.each<[string, Partial<S3Options>, RegExp]>([
    [
      'a wrong secret',
      { credentials: { ...credentials, secretAccessKey: 'x' } },
      /AWS_SECRET_ACCESS_KEY does not belong/,
    ],
    [
      'an unknown key',
      { credentials: { ...credentials, accessKeyId: 'x' } },
      /does not know the key in AWS_ACCESS_KEY_ID/,
    ],
    ['another region', { region: 'us-east-1' }, /in another region than AWS_REGION/],
  ])('%s is told as the setting that is wrong', async (_, changes, words) => {
    await expect(connect(changes).prepare()).rejects.toThrow(words)
    await expect(
      connect(changes).put('artifacts', 'a', Buffer.from('x'), 'text/plain'),
    ).rejects.toThrow(words)
  })
})

describe('contract', () => {
  storageContract(connect)
})

test('each bucket is the one the settings name', async () => {
  await connect().put('input-audio', 'named.wav', Buffer.from('x'), 'audio/wav')
  expect(peer.requests.at(-1)).toMatch(/^PUT \/in\/named\.wav/)
})

test('two faults of the store are retried', async () => {
  const storage = connect()
  await storage.put('artifacts', 'retried.txt', Buffer.from('x'), 'text/plain')
  peer.failNext(2)
  expect((await storage.get('artifacts', 'retried.txt'))?.toString()).toBe('x')
})

test('a store that keeps failing is a retryable fault', async () => {
  const storage = connect({ maxAttempts: 2 })
  peer.failNext(2)
  await expect(storage.get('artifacts', 'a')).rejects.toMatchObject({ retryable: true })
})

test('a store that is not there is a retryable fault', async () => {
  const gone = await startFakeS3({ ...credentials, region })
  await gone.close()
  const storage = connect({ endpoint: gone.endpoint, maxAttempts: 1 })
  await expect(storage.check()).rejects.toMatchObject({ code: 'upstream', retryable: true })
})
