import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'

import { describe, expect, test } from 'vitest'

import { answering, jsonType, meet } from '#lib/engines/connectors/http/testing/meet.ts'
import { of } from '#lib/engines/connectors/testing/take-turn.ts'

const plain = Buffer.from('{"reply":"Grüße"}')
const packedAs = (coding: string, body: Buffer) =>
  meet(answering(body, coding === '' ? jsonType : { ...jsonType, 'Content-Encoding': coding }))

describe('a packed answer is unpacked', () => {
  test.each<[coding: string, body: Buffer]>([
    ['gzip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['GZIP', gzipSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflateRawSync(plain)],
    ['zstd', zstdCompressSync(plain)],
    ['gzip, br', brotliCompressSync(gzipSync(plain))],
    ['identity', plain],
    ['', gzipSync(plain)],
    ['identity', gzipSync(plain)],
    ['', zstdCompressSync(plain)],
    // A proxy on the way has unpacked it and left the header.
    ['gzip', plain],
    ['zstd', plain],
    ['gzip', Buffer.concat([gzipSync('{"reply":'), gzipSync('"Grüße"}')])],
  ])('as "%s"', async (coding, body) => {
    const { events } = await packedAs(coding, body)
    expect(of(events, 'reply')).toMatchObject([{ written: 'Grüße' }])
    expect(events.at(-1)?.type).toBe('done')
  })

  test('also a stream, as its pieces come', async () => {
    const body = gzipSync('data: {"delta":"Grü"}\n\ndata: {"delta":"ße"}\n\ndata: [DONE]\n\n')
    const headers = { 'Content-Type': 'text/event-stream', 'Content-Encoding': 'gzip' }
    const { events } = await meet(answering(body, headers), { reply_delta_path: '$.delta' })
    expect(of(events, 'reply')).toMatchObject([{ written: 'Grüße' }])
  })

  test('also what a refusal says', async () => {
    const headers = { 'Content-Encoding': 'gzip' }
    const { events } = await meet(answering(gzipSync('no such bot'), headers, 404))
    expect(of(events, 'error')[0]?.message).toContain('HTTP 404: no such bot')
  })
})

describe('what cannot be unpacked is told, and no reply is made up', () => {
  test.each<[name: string, coding: string, body: Buffer, says: string]>([
    ['a coding that nobody reads', 'compress', plain, 'packed as "compress"'],
    ['plain text as brotli', 'br', plain, 'not valid br'],
    ['a gzip cut off', 'gzip', gzipSync(plain).subarray(0, 25), 'not valid gzip'],
    ['a gzip with wrong bytes', 'gzip', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5]), 'not valid gzip'],
  ])('%s', async (_, coding, body, says) => {
    const { events } = await packedAs(coding, body)
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol' })
    expect(of(events, 'error')[0]?.message).toContain(says)
    expect(of(events, 'reply')).toEqual([])
  })
})

describe('what unpacks to more than 5 MB is refused', () => {
  const large = Buffer.alloc(50_000_000, 0x20)
  test.each<[coding: string, body: Buffer]>([
    ['gzip', gzipSync(large)],
    ['deflate', deflateSync(large)],
    ['br', brotliCompressSync(large, { params: {} })],
    ['zstd', zstdCompressSync(large)],
    ['', gzipSync(large)],
    ['gzip, gzip', gzipSync(gzipSync(large))],
  ])('as "%s"', async (coding, body) => {
    const { events } = await packedAs(coding, body)
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'too_large' })
  })
})
