import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { parseRange, serveObject } from '#lib/http/serve-object.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

let folder = ''
let storage: Storage
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-serve-'))
  storage = createFileStorage(folder)
  await storage.put('output-audio', 'a/b.wav', Buffer.from('0123456789'), 'audio/wav')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const get = async (headers: Record<string, string> = {}, key = 'a/b.wav') => {
  const request = new Request('http://localhost/', { headers })
  const response = await serveObject(request, storage, 'output-audio', key)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test.each([
  [null, null],
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=4-', { start: 4, end: 9 }],
  ['bytes=-2', { start: 8, end: 9 }],
  ['bytes=-20', { start: 0, end: 9 }],
  ['bytes=0-99', { start: 0, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=3-1', null],
  ['bytes=0-1,3-4', null],
  ['items=0-1', null],
  ['bytes=-', null],
])('the range %j of ten bytes', (header, range) => {
  expect(parseRange(header, 10)).toEqual(range)
})

test('everything, with a length, a type and a private cache', async () => {
  const { status, headers, text } = await get()
  expect([status, text]).toEqual([200, '0123456789'])
  expect(headers.get('content-length')).toBe('10')
  expect(headers.get('content-type')).toBe('audio/wav')
  expect(headers.get('cache-control')).toContain('private')
})

test('a part', async () => {
  const { status, headers, text } = await get({ range: 'bytes=2-4' })
  expect([status, text]).toEqual([206, '234'])
  expect(headers.get('content-range')).toBe('bytes 2-4/10')
})

test('a part beyond the end', async () => {
  const { status, headers } = await get({ range: 'bytes=10-' })
  expect(status).toBe(416)
  expect(headers.get('content-range')).toBe('bytes */10')
})

test('what the caller has already is not sent again', async () => {
  const etag = (await get()).headers.get('etag') ?? ''
  expect(await get({ 'if-none-match': etag })).toMatchObject({ status: 304, text: '' })
  expect((await get({ range: 'bytes=0-0', 'if-range': etag })).status).toBe(206)
  expect((await get({ range: 'bytes=0-0', 'if-range': '"other"' })).status).toBe(200)
})

test('what is not there', async () => {
  await expect(get({}, 'a/c.wav')).rejects.toMatchObject({ code: 'not_found' })
})
