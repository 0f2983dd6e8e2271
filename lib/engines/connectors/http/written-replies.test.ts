import { describe, expect, test } from 'vitest'

import { http } from '#lib/engines/connectors/http/index.ts'
import { answering, jsonType, meet } from '#lib/engines/connectors/http/testing/meet.ts'
import { of } from '#lib/engines/connectors/testing/take-turn.ts'
import { startScriptedServer } from '#lib/engines/connectors/testing/scripted-server.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const text = '{"reply":"Grüße aus Köln"}'
const latin1 = Buffer.from(text, 'latin1')
const utf16 = Buffer.from(text, 'utf16le')
const utf16be = Buffer.from(utf16).swap16()
const marked = (mark: number[], bytes: Buffer) => Buffer.concat([Buffer.from(mark), bytes])
const utf8Mark = [0xef, 0xbb, 0xbf]

const written = (contentType: string, body: Buffer | string, config = {}) =>
  meet(answering(body, { 'Content-Type': contentType }), config)

describe('an answer is read in the charset that it names', () => {
  test.each<[contentType: string, body: Buffer | string]>([
    ['application/json; charset=ISO-8859-1', latin1],
    ['application/json;charset="latin1"', latin1],
    ['application/json; odd=1; CHARSET=Windows-1252', latin1],
    ['application/json; charset=utf-16le', utf16],
    ['application/json; charset=utf-16', utf16],
    ['application/json; charset=utf-16', marked([0xfe, 0xff], utf16be)],
    ['application/json; charset=UTF-16BE', utf16be],
    ['application/json', marked([0xff, 0xfe], utf16)],
    ['application/json', text],
    ['application/json', marked(utf8Mark, Buffer.from(text))],
    ['application/json; charset=utf-8', marked(utf8Mark, Buffer.from(text))],
    // What the mark says outranks the header.
    ['application/json; charset=iso-8859-1', marked(utf8Mark, Buffer.from(text))],
    ['text/plain', text],
  ])('%s', async (contentType, body) => {
    const { events } = await written(contentType, body)
    expect(of(events, 'reply')).toMatchObject([{ written: 'Grüße aus Köln' }])
  })

  test('windows-1252 has a euro where latin1 has a control character', async () => {
    const body = Buffer.concat([
      Buffer.from('{"reply":"5 '),
      Buffer.from([0x80]),
      Buffer.from('"}'),
    ])
    const { events } = await written('application/json; charset=iso-8859-1', body)
    expect(of(events, 'reply')[0]?.written).toBe('5 €')
  })

  test.each(['sse', 'ndjson'])('also a stream as %s, with a byte order mark', async (format) => {
    const body = format === 'sse' ? `data: ${text}\n\n` : `${text}\n`
    const { events } = await written('text/plain', marked(utf8Mark, Buffer.from(body)), {
      response_format: format,
    })
    expect(of(events, 'reply')).toMatchObject([{ written: 'Grüße aus Köln' }])
  })

  test('also a stream in latin1', async () => {
    const body = Buffer.from(`data: ${text}\n\n`, 'latin1')
    const { events } = await written('text/event-stream; charset=latin1', body)
    expect(of(events, 'reply')).toMatchObject([{ written: 'Grüße aus Köln' }])
  })
})

test.each<[name: string, contentType: string, body: Buffer, says: string]>([
  ['an unknown charset', 'application/json; charset=klingon', latin1, 'the charset "klingon"'],
  ['latin1 without a word about it', 'application/json', latin1, 'not valid UTF-8 and names no'],
  ['latin1 that calls itself UTF-8', 'application/json; charset=utf8', latin1, 'not valid UTF8:'],
])('%s is told, and not judged with gaps', async (_, contentType, body, says) => {
  const { events } = await written(contentType, body)
  expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'protocol' })
  expect(of(events, 'error')[0]?.message).toContain(says)
  expect(of(events, 'reply')).toEqual([])
})

describe('an answer without content', () => {
  test.each<[name: string, status: number, body: string]>([
    ['204', 204, ''],
    ['an empty 200', 200, ''],
    ['white space', 200, ' \n'],
  ])('%s is no reply, and says so', async (_, status, body) => {
    const { events } = await meet(answering(body, jsonType, status))
    expect(of(events, 'reply')).toEqual([])
    expect(of(events, 'incomplete')).toMatchObject([
      { why: `the voice AI answered HTTP ${status} without content` },
    ])
    expect(events.at(-1)?.type).toBe('done')
  })

  test('fails the check of the connection, with the reason', async () => {
    const server = await startScriptedServer(answering('', jsonType, 204))
    const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
    const config = http.config.parse({ preset: 'custom', url: server.url })
    const { signal } = new AbortController()
    const result = await http.check(config, {}, signal, { guard })
    await server.close()
    expect(result.ok).toBe(false)
    expect(result.detail).toMatch(/and got no reply in \d+ ms, but the voice AI answered HTTP 204/)
  })

  test('is an empty reply where the target may have one', async () => {
    const { events } = await meet(answering('', jsonType, 204), { allow_empty_reply: true })
    expect(of(events, 'reply')).toMatchObject([{ written: '' }])
    expect(of(events, 'incomplete')).toEqual([])
  })
})
