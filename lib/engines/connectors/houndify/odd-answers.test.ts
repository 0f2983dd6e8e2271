import type { Socket } from 'node:net'
import { gzipSync, zstdCompressSync } from 'node:zlib'

import { afterEach, describe, expect, test } from 'vitest'

import { houndify } from '#lib/engines/connectors/houndify/index.ts'
import {
  expectEnd,
  guard,
  type Kind,
  openSession,
  partialMessage,
  resultMessage,
  secrets,
  turns,
} from '#lib/engines/connectors/houndify/testing/short-deadlines.ts'
import { takeTurn, of, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  chunkedHead,
  httpAnswer,
  httpChunk,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '#lib/engines/connectors/testing/scripted-server.ts'
import { startSimulator } from '#simulator/server.ts'
import { smallVocabulary } from '#simulator/testing/speech.ts'

let server: ScriptedServer | undefined
afterEach(() => server?.close())

async function meet(kind: Kind, script: Script) {
  server = await startScriptedServer(script)
  const session = openSession(server.url)
  // Paced, so that what the server does is read before the next write meets it.
  return { events: await takeTurn(session, turns[kind], { pace: 4 }), session }
}

const answer =
  (body: string | Buffer, headers: Record<string, string> = {}): Script =>
  (socket) =>
    socket.end(httpAnswer(200, body, headers))

const update = JSON.stringify({ Format: 'HoundQueryUpdate', FormatVersion: '1.0', Index: 0 })
const zipped = gzipSync(resultMessage)
const own = 'Hound-Response-Content-Encoding'

describe.each<Kind>(['text', 'voice'])('in %s', (kind) => {
  test.each<[name: string, script: Script]>([
    ['a byte order mark', answer(`\ufeff${resultMessage}`)],
    ['a byte count', answer(`${Buffer.byteLength(resultMessage)}\n${resultMessage}`)],
    ['white space', answer(`\r\n \t${resultMessage}\n`)],
    ['Content-Encoding: gzip', answer(zipped, { 'Content-Encoding': 'gzip' })],
    ['Houndify’s own header', answer(zipped, { [own]: 'gzip' })],
    ['that header in capitals', answer(zipped, { [own]: 'GZIP' })],
    ['both headers', answer(zipped, { [own]: 'gzip', 'Content-Encoding': 'gzip' })],
    ['gzip without a header', answer(zipped)],
    ['a header without gzip', answer(resultMessage, { [own]: 'gzip' })],
    ['another packing', answer(zstdCompressSync(resultMessage), { 'Content-Encoding': 'zstd' })],
    ['a mark in gzip', answer(gzipSync(`\ufeff${resultMessage}`), { [own]: 'gzip' })],
  ])('reads an answer with %s', async (_, script) => {
    const { events } = await meet(kind, script)
    expect(of(events, 'reply')).toMatchObject([{ written: 'Hello.' }])
    expect(events.at(-1)?.type).toBe('done')
  })

  test('passes over a message of a format that it does not know, and notes it', async () => {
    const { events, session } = await meet(kind, answer(`${update}\n${resultMessage}\n`))
    expect(of(events, 'reply')).toMatchObject([{ written: 'Hello.' }])
    const noted = session.exchange().filter(({ label }) => label.startsWith('skipped'))
    expect(noted).toMatchObject([
      { label: 'skipped, unknown Format "HoundQueryUpdate"', body: { Index: 0 } },
    ])
  })

  test('names what it passed over when no result came', async () => {
    const { events } = await meet(kind, answer(`${update}\n`))
    expectEnd(events, 'protocol', 1)
    expect(of(events, 'error')[0]?.message).toContain(
      'without a final result (skipped: messages of the unknown Format "HoundQueryUpdate")',
    )
  })

  test('what is packed in a way that nobody reads is told', async () => {
    const { events } = await meet(kind, answer(zipped, { 'Content-Encoding': 'compress' }))
    expectEnd(events, 'protocol', 1)
    expect(of(events, 'error')[0]?.message).toContain('packed as "compress"')
  })
})

/** Answers at once and hangs up without reading the rest, which resets what is still being sent. */
const hangUp =
  (bytes: Buffer | string): Script =>
  (socket: Socket) => {
    socket.pause()
    socket.write(bytes, () => socket.destroy())
  }

describe('an answer that comes while we are still speaking, and hangs up', () => {
  const result = `${chunkedHead}${httpChunk(`${partialMessage}\n`)}${httpChunk(`${resultMessage}\n`)}0\r\n\r\n`

  test.each([0, 1, 4, 50])('is read at pace %d', async (pace) => {
    server = await startScriptedServer(hangUp(result))
    for (let round = 0; round < 20; round += 1) {
      const events = await takeTurn(openSession(server.url), voiceTurn(pace > 0 ? 600 : 60_000), {
        pace,
        maxAttempts: 1,
      })
      expect(of(events, 'reply')).toMatchObject([{ written: 'Hello.' }])
      expect(of(events, 'sent').at(-1)?.last).toBe(true)
    }
  })

  test('tells why it refuses', async () => {
    server = await startScriptedServer(hangUp(httpAnswer(401, 'who?')))
    for (let round = 0; round < 20; round += 1) {
      const events = await takeTurn(openSession(server.url), voiceTurn(60_000), { pace: 0 })
      expectEnd(events, 'authentication', 1)
      expect(of(events, 'error')[0]?.message).toContain('who?')
    }
  })
})

test('a key without its padding is accepted, and right', async () => {
  const simulator = await startSimulator({
    clientId: 'client',
    clientKey: secrets.client_key,
    vocabulary: smallVocabulary,
  })
  try {
    const unpadded = { ...secrets, client_key: secrets.client_key.replace(/=+$/, '') }
    const session = houndify.open(
      houndify.config.parse({ endpoint: `${simulator.url}/v1` }),
      houndify.secrets.parse(unpadded),
      { userId: 'caller', language: 'en-US', guard },
    )
    const turn = { ...textTurn, text: 'what is the weather in toronto' }
    const events = await takeTurn(session, turn)
    expect(of(events, 'reply')[0]?.written).toContain('Toronto')
  } finally {
    await simulator.close()
  }
})
