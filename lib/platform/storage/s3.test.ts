import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { UpstreamError } from '#lib/platform/errors.ts'
import type { S3Options } from '#lib/platform/storage/s3-connection.ts'
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
