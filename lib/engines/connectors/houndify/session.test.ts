import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

import { afterEach, describe, expect, test } from 'vitest'

import { houndify } from '#lib/engines/connectors/houndify/index.ts'
import {
  startCaptureServer,
  type CaptureServer,
} from '#lib/engines/connectors/houndify/testing/capture-server.ts'
import {
  guard,
  openSession,
  partialMessage,
  resultMessage,
  secrets,
} from '#lib/engines/connectors/houndify/testing/short-deadlines.ts'
import { wavHeader } from '#lib/engines/connectors/houndify/wav.ts'
import { takeTurn, of, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { decodeWav } from '#lib/engines/speech/audio/wav.ts'

let server: CaptureServer | undefined
afterEach(() => server?.close())

const state =
  '{"ConversationStateTime":1700000000,"id":9007199254740993,"exact":0.12345678901234567890}'
const withState = resultMessage.replace('"Hello."', `"Hello.","ConversationState":${state}`)

async function serve(body: string | Buffer = resultMessage, headers = {}): Promise<string> {
  server = await startCaptureServer((response) => response.writeHead(200, headers).end(body))
  return server.url
}

const info = (index = 0): unknown => JSON.parse(server?.seen[index]?.info ?? '')

describe('a text request', () => {
  test('carries query, identity, language and signature as the protocol spells them', async () => {
    const session = openSession(await serve())
    await takeTurn(session, { ...textTurn, text: 'wie wird’s & so?', language: 'de-DE' })
    const [seen] = server?.seen ?? []
    expect(seen?.url).toBe('/v1/text?query=wie%20wird%E2%80%99s%20%26%20so%3F')
    expect(seen?.method).toBe('POST')
    expect(seen?.names).toEqual(
      expect.arrayContaining([
        'Hound-Request-Authentication',
        'Hound-Client-Authentication',
        'Hound-Request-Info-Length',
        'Hound-Input-Language-English-Name',
        'Hound-Input-Language-IETF-Tag',
      ]),
    )
    const [userId, requestId] = String(seen?.headers['hound-request-authentication']).split(';')
    const timestamp = Number(String(seen?.headers['hound-client-authentication']).split(';')[1])
    expect(Math.abs(timestamp - Date.now() / 1_000)).toBeLessThan(5)
    expect(info()).toMatchObject({
      ...{ UserID: userId, RequestID: requestId, TimeStamp: timestamp, ClientID: 'client' },
      ...{ InputLanguageEnglishName: 'German', InputLanguageIETFTag: 'de-DE' },
      ObjectByteCountPrefix: false,
    })
  })

  test('GET carries the RequestInfo in a header', async () => {
    await takeTurn(openSession(await serve(), { text_method: 'GET' }), textTurn)
    expect(server?.seen[0]).toMatchObject({ method: 'GET', rest: Buffer.alloc(0) })
    expect(info()).toMatchObject({ ClientID: 'client' })
  })

  test('a RequestInfo too long for a header goes into the body', async () => {
    const config = { text_method: 'GET', request_info: { Long: 'x'.repeat(9_000) } }
    await takeTurn(openSession(await serve(), config), textTurn)
    expect(server?.seen[0]?.method).toBe('POST')
    expect(info()).toMatchObject({ Long: 'x'.repeat(9_000) })
  })

  test('fields and headers of the target are added but cannot forge the identity', async () => {
    const config = {
      request_info: { City: 'Zürich', UserID: 'forged', ClientState: { mine: 1 } },
      extra_headers: { 'X-Trace': 'abc' },
      user_id_prefix: 'team-',
      languages: { 'en-US': { english_name: 'US English' } },
    }
    await takeTurn(openSession(await serve(), config), textTurn)
    expect(info()).toMatchObject({
      City: 'Zürich',
      UserID: 'team-caller',
      ClientState: { mine: 1 },
    })
    expect(server?.seen[0]?.info).toContain('Z\\u00fcrich')
    expect(server?.seen[0]?.headers).toMatchObject({
      'x-trace': 'abc',
      'hound-input-language-english-name': 'US English',
    })
  })

  test('the correlation travels in ClientState', async () => {
    const session = houndify.open(houndify.config.parse({ endpoint: await serve() }), secrets, {
      ...{ userId: 'caller', language: 'en-US', guard, correlation: 'item-7' },
    })
    await takeTurn(session, textTurn)
    expect(info()).toMatchObject({ ClientState: { earshot: 'item-7' } })
  })

  test('asks not to be saved unless told otherwise', async () => {
    await takeTurn(openSession(await serve()), textTurn)
    await takeTurn(openSession(server?.url ?? '', { do_not_save: false }), textTurn)
    const options = server?.seen.map(({ headers }) => headers['hound-extra-options'])
    expect(options).toEqual(['{"DoNotSave": ["all"], "DoNotLabel": true}', undefined])
  })

  test('reads a gzipped answer that it asked for', async () => {
    const zipped = { 'Hound-Response-Content-Encoding': 'gzip' }
    const session = openSession(await serve(gzipSync(resultMessage), zipped), { gzip: true })
    const events = await takeTurn(session, textTurn)
    expect(of(events, 'reply')).toMatchObject([{ written: 'Hello.' }])
    expect(server?.seen[0]?.headers['hound-response-accept-encoding']).toBe('gzip')
  })
})

describe('the conversation', () => {
  test('is sent back digit by digit, its time beside it, also after it was stored', async () => {
    const session = openSession(await serve(withState))
    const events = await takeTurn(session, textTurn)
    expect(of(events, 'state')[0]?.value).toMatchObject({ id: '9007199254740993' })
    await takeTurn(session, textTurn)
    const restored = openSession(server?.url ?? '')
    restored.restore(JSON.parse(JSON.stringify(session.snapshot())) as string)
    await takeTurn(restored, textTurn)
    for (const index of [1, 2]) {
      expect(server?.seen[index]?.info).toContain(`"ConversationState":${state}`)
      expect(info(index)).toMatchObject({ ConversationStateTime: 1_700_000_000 })
    }
    expect(server?.seen[0]?.info).not.toContain('ConversationState')
  })

  test('a second attempt sends the state from before the turn and a new identity', async () => {
    server = await startCaptureServer((response, number) => {
      if (number === 2) response.writeHead(503).end()
      else response.end(withState.replace('1700000000', String(number)))
    })
    const session = openSession(server.url)
    await takeTurn(session, textTurn)
    await takeTurn(session, textTurn)
    expect(server.seen).toHaveLength(3)
    expect([info(1), info(2)]).toMatchObject([
      { ConversationStateTime: 1 },
      { ConversationStateTime: 1 },
    ])
    const [second, third] = [info(1), info(2)] as { RequestID: string }[]
    expect(second?.RequestID).not.toBe(third?.RequestID)
  })

  test('survives a turn that failed', async () => {
    server = await startCaptureServer((response, number) =>
      number === 2 ? response.writeHead(400).end() : response.end(withState),
    )
    const session = openSession(server.url)
    await takeTurn(session, textTurn)
    await takeTurn(session, textTurn)
    await takeTurn(session, textTurn)
    expect(server.seen[2]?.info).toContain(`"ConversationState":${state}`)
  })
})

describe('a voice request', () => {
  test('is RequestInfo, a WAV header and every sample, chunked', async () => {
    const turn = voiceTurn(150)
    await takeTurn(openSession(await serve()), turn)
    const [seen] = server?.seen ?? []
    expect(seen?.url).toBe('/v1/audio')
    expect(seen?.headers['transfer-encoding']).toBe('chunked')
    expect(info()).toMatchObject({ PartialTranscriptsDesired: true })
    expect(decodeWav(seen?.rest ?? Buffer.alloc(0))).toEqual({ pcm: turn.pcm, sampleRate: 16_000 })
  })

  test('what was heard, meant, said and claimed becomes events', async () => {
    const pcm = Int16Array.from([1, -2, 3])
    const wav = Buffer.concat([wavHeader(22_050, 3), Buffer.from(pcm.buffer)])
    const rich = JSON.stringify({
      ...{ Format: 'HoundQueryResult', FormatVersion: '1.0', Status: 'OK' },
      AllResults: [
        {
          ...{ CommandKind: 'WeatherQuery', NativeData: { City: 'Toronto' } },
          ...{ WrittenResponse: 'Sunny.', SpokenResponse: 'It is sunny.' },
          ...{
            SpokenResponseSSML: '<speak/>',
            UnderstandingConfidence: 0.9,
            WrittenResponseLong: null,
          },
          ...{ ResponseAudioBytes: wav.toString('base64'), ResponseAudioEncoding: 'WAV' },
        },
      ],
      Disambiguation: {
        ChoiceData: [
          { Transcription: 'weather', ConfidenceScore: 0.686 },
          { Transcription: 'whether' },
        ],
      },
      ...{ RealTime: 0.25, CpuTime: null },
    })
    const session = openSession(await serve(`${partialMessage}\n${rich}\n`), {
      response_audio: true,
    })
    const events = await takeTurn(session, voiceTurn())
    const found = Object.fromEntries(events.map(({ at: _at, ...event }) => [event.type, event]))
    expect(found).toMatchObject({
      partial: { text: 'hel', audioMs: 100 },
      transcript: { text: 'weather', confidence: 0.686, alternatives: ['whether'] },
      intent: { kind: 'WeatherQuery', data: { City: 'Toronto' }, score: 0.9 },
      reply: { written: 'Sunny.', spoken: 'It is sunny.', ssml: '<speak/>' },
      audio: { pcm, sampleRate: 22_050 },
      claims: { values: { RealTime: 250 } },
      done: { type: 'done' },
    })
    expect(info()).toMatchObject({ ResponseAudioAcceptedEncodings: ['WAV'] })
  })

  test('reads messages that are gzipped one by one', async () => {
    const body = Buffer.concat([gzipSync(`${partialMessage}\n`), gzipSync(`${resultMessage}\n`)])
    const events = await takeTurn(openSession(await serve(body), { gzip: true }), voiceTurn())
    expect(of(events, 'partial')).toHaveLength(1)
    expect(of(events, 'reply')).toMatchObject([{ written: 'Hello.' }])
  })
})

test('SafeToStopAudio stops the audio but keeps the request open until the answer has ended', async () => {
  const facts = { bytes: 0, endedBeforeAnswer: false }
  const ended = Promise.withResolvers<void>()
  const peer = createServer((request, response) => {
    let answered = false
    request.on('data', (chunk: Buffer) => {
      facts.bytes += chunk.length
      if (answered) return
      answered = true
      response.write(partialMessage.replace('"Done":false', '"Done":false,"SafeToStopAudio":true'))
      // The answer ends when no more audio has come for a while.
      let last = -1
      const watch = setInterval(() => {
        if (facts.bytes !== last) return (last = facts.bytes)
        clearInterval(watch)
        facts.endedBeforeAnswer = request.readableEnded
        response.end(resultMessage)
        ended.resolve()
      }, 100)
    })
  })
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  const { port } = peer.address() as AddressInfo
  const session = openSession(`http://127.0.0.1:${port}/v1`, { idle_timeout_s: 2 })
  const events = await takeTurn(session, voiceTurn(20_000), { pace: 1 })
  await ended.promise
  peer.close()
  expect(events.at(-1)?.type).toBe('done')
  expect(of(events, 'partial')).toMatchObject([{ safeToStop: true }])
  expect(facts.endedBeforeAnswer).toBe(false)
  expect(facts.bytes).toBeLessThan(20_000 * 32 * 0.1)
  expect(of(events, 'sent').at(-1)).toMatchObject({ last: true })
})

describe('settings', () => {
  test.each([
    ['a user id with ";"', () => openSession('http://127.0.0.1:1/v1', { user_id_prefix: 'a;b' })],
    ['an endpoint that is no web address', () => openSession('ftp://x/')],
    [
      'a header of the protocol',
      () => openSession('http://x/', { extra_headers: { 'hound-x': 'y' } }),
    ],
    [
      'a header with a line break',
      () => openSession('http://x/', { extra_headers: { A: 'b\r\nC: d' } }),
    ],
    [
      'a key that is none',
      () => houndify.secrets.parse({ client_id: 'a', client_key: 'not a key' }),
    ],
  ])('%s is refused', (_name, act) => expect(act).toThrow())

  test('the number of attempts is the smaller of target and run', async () => {
    server = await startCaptureServer((response) => response.writeHead(503).end())
    await takeTurn(openSession(server.url, { max_attempts: 2 }), textTurn, { maxAttempts: 5 })
    await takeTurn(openSession(server.url), textTurn, { maxAttempts: 1 })
    expect(server.seen).toHaveLength(3)
  })
})
