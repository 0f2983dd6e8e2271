import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { decodeWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { clientId, clientKey, lastLine, send, signed } from '#simulator/testing/client.ts'
import { createSpeaker, padded, smallVocabulary } from '#simulator/testing/speech.ts'

const speaker = createSpeaker()
let simulator: Simulator
let weather: Buffer

beforeAll(async () => {
  simulator = await startSimulator({ clientId, clientKey, vocabulary: smallVocabulary })
  weather = await speaker.wav('what is the weather in Toronto')
  await simulator.warm(['en'])
})
afterAll(async () => {
  await simulator.close()
  await speaker.close()
})

const speak = (body: Buffer, info: object = {}, headers: Record<string, string> = {}) =>
  send({ url: `${simulator.url}/v1/audio`, method: 'POST', body, info, headers })

const heard = async (body: Buffer, info: object = {}) =>
  lastLine((await speak(body, info)).body).Disambiguation?.ChoiceData[0]?.Transcription

/** The chunks of a chunked answer as they are on the wire. */
async function chunksOnTheWire(body: Buffer, info: object): Promise<string[]> {
  const json = JSON.stringify(info)
  const head = Object.entries({
    Host: 'localhost',
    Connection: 'close',
    ...signed(),
    'Hound-Request-Info-Length': String(Buffer.byteLength(json)),
    'Content-Length': String(Buffer.byteLength(json) + body.length),
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  const parts: Buffer[] = []
  await new Promise<void>((resolve, reject) => {
    const socket = connect(simulator.port, '127.0.0.1')
    socket.on('data', (data: Buffer) => parts.push(data))
    socket.on('end', resolve)
    socket.on('error', reject)
    socket.write(`POST /v1/audio HTTP/1.1\r\n${head.join('')}\r\n${json}`)
    socket.write(body)
  })
  const raw = Buffer.concat(parts).toString('latin1')
  const start = raw.indexOf('\r\n\r\n')
  expect(raw.slice(0, start).toLowerCase()).toContain('transfer-encoding: chunked')
  const chunks: string[] = []
  for (let rest = raw.slice(start + 4); ;) {
    const line = rest.indexOf('\r\n')
    const size = Number.parseInt(rest.slice(0, line), 16)
    if (size === 0) return chunks
    chunks.push(rest.slice(line + 2, line + 2 + size))
    rest = rest.slice(line + 2 + size + 2)
  }
}

test('hears what was said', async () =>
  expect(await heard(weather)).toBe('what is the weather in toronto'))

test('sends one JSON object and a line feed a chunk, the result last', async () => {
  const chunks = await chunksOnTheWire(weather, { PartialTranscriptsDesired: true })
  expect(chunks.length).toBeGreaterThanOrEqual(2)
  for (const chunk of chunks) {
    expect(chunk).toMatch(/^\{.*\}\n$/)
    expect(() => JSON.parse(chunk) as unknown).not.toThrow()
  }
  expect(chunks.at(-1)).toContain('"SoundHoundVoiceSearchResult"')
  expect(chunks.at(-2)).toContain('"SafeToStopAudio":true')
})

test('puts the byte count on a line of its own when asked', async () => {
  const [chunk = ''] = await chunksOnTheWire(weather, { ObjectByteCountPrefix: true })
  const [count, json] = chunk.split('\n')
  expect(Number(count)).toBe(Buffer.byteLength(json ?? ''))
})

test('sends no partial transcripts to those who do not want them', async () =>
  expect(await chunksOnTheWire(weather, {})).toHaveLength(1))

test('compresses each chunk when asked', async () => {
  const reply = await speak(weather, {}, { 'Hound-Response-Accept-Encoding': 'gzip' })
  expect(gunzipSync(reply.body).toString('utf8')).toContain('WeatherQuery')
})

test('believes no size and no byte rate in the WAV header', async () => {
  const streamed = Buffer.from(weather)
  streamed.writeUInt32LE(36, 4)
  streamed.writeUInt32LE(128_000, 28)
  streamed.writeUInt32LE(0, 40)
  expect(await heard(streamed)).toBe('what is the weather in toronto')
  streamed.writeUInt32LE(0xffffffff, 40)
  expect(await heard(streamed)).toBe('what is the weather in toronto')
})

test('understands 8 kHz audio', async () => {
  const clip = resample(await speaker.say('set a timer for ten minutes'), 8_000)
  expect(await heard(encodeWav(clip))).toBe('set a timer for ten minutes')
})

test('hears nothing it knows in other speech, silence and clicks', async () => {
  expect(await heard(await speaker.wav('I would like to order a large pizza'))).toBe('')
  for (const samples of [0, 100, 1_600, 32_000])
    expect(await heard(encodeWav({ pcm: new Int16Array(samples), sampleRate: 16_000 }))).toBe('')
})

test.each([
  ['no audio', Buffer.alloc(0), 'No audio'],
  ['Speex', Buffer.from('Speex   1.2'.padEnd(80)), 'Speex cannot be decoded'],
  ['MP3', Buffer.from([0xff, 0xfb, 0x90, 0x64, 0, 0, 0, 0, 0, 0, 0, 0]), 'MP3'],
  ['raw samples', Buffer.alloc(3_200, 1), 'not a WAV file'],
  ['half a header', Buffer.from('RIFF\0\0\0\0WAVEfmt '), 'incomplete'],
])('answers %s with Status "Error" and what to send instead', async (_, body, reason) => {
  const reply = await speak(body)
  expect(reply.status).toBe(200)
  const result = lastLine(reply.body)
  expect(result.Status).toBe('Error')
  expect(result.ErrorMessage).toContain(reason)
  expect(result.ErrorMessage).toContain('WAV')
})

test('speaks the reply when asked, and says why when it cannot', async () => {
  const spoken = lastLine((await speak(weather, { ResponseAudioVoice: 'default' })).body)
  const audio = spoken.AllResults?.[0]?.ResponseAudioBytes ?? ''
  const levels = measureLevels(decodeWav(Buffer.from(audio, 'base64')))
  expect(levels.durationMs).toBeGreaterThan(1_000)
  expect(levels.speechStartMs).not.toBeNull()
  const speex = await speak(weather, { ResponseAudioAcceptedEncodings: ['Speex'] })
  expect(lastLine(speex.body).AllResults?.[0]?.ResponseAudioError).toContain('WAV only')
})

test('a silence fault mutes the reply audio', async () => {
  const info = { ResponseAudioVoice: 'default' }
  const reply = await speak(weather, info, { 'X-Simulator-Fault': 'silence' })
  const audio = lastLine(reply.body).AllResults?.[0]?.ResponseAudioBytes ?? ''
  expect(decodeWav(Buffer.from(audio, 'base64')).pcm.every((sample) => sample === 0)).toBe(true)
})

test('tells the caller to stop after the end of speech, while the body is still open', async () => {
  const clip = padded(await speaker.say('what is the weather in Toronto'), 300, 1_500)
  const answer = await new Promise<string>((resolve, reject) => {
    const request = httpRequest(
      `${simulator.url}/v1/audio`,
      {
        method: 'POST',
        headers: {
          ...signed(),
          'Hound-Request-Info': JSON.stringify({ PartialTranscriptsDesired: true }),
        },
      },
      (response) => {
        let text = ''
        response.on('data', (data: Buffer) => (text += data.toString('utf8')))
        response.on('end', () => {
          request.end()
          resolve(text)
        })
      },
    )
    request.on('error', reject)
    request.write(encodeWav(clip))
  })
  expect(answer).toContain('"SafeToStopAudio":true')
  expect(lastLine(Buffer.from(answer)).AllResults?.[0]?.CommandKind).toBe('WeatherQuery')
})

test('waits for the end of the body when the caller decides', async () => {
  const clip = padded(await speaker.say('call Anna'), 300, 1_500)
  expect(await heard(encodeWav(clip), { ServerDeterminesEndOfAudio: false })).toBe('call anna')
})

test('refuses RequestInfo that is cut off', async () => {
  const reply = await send({
    url: `${simulator.url}/v1/audio`,
    method: 'POST',
    info: null,
    headers: { 'Hound-Request-Info-Length': '50' },
    body: Buffer.from('{}'),
  })
  expect(reply.status).toBe(400)
})

test.each(['garbage=50', 'malformed', 'empty', 'huge=100000', 'drip=50000'])(
  'the fault %s strikes voice answers too',
  async (fault) => {
    const { status, body } = await speak(weather, {}, { 'X-Simulator-Fault': fault })
    expect(status).toBe(200)
    const complete = body.toString('utf8').trim().endsWith('}')
    expect(complete).toBe(fault.startsWith('drip') || fault.startsWith('huge'))
  },
)

test.each(['reset', 'reset;at=end', 'half-close'])('the fault %s breaks the connection', (fault) =>
  expect(speak(weather, {}, { 'X-Simulator-Fault': fault })).rejects.toThrow(),
)

test('many callers at once are all heard', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => heard(weather)))
  expect(new Set(answers)).toEqual(new Set(['what is the weather in toronto']))
})
