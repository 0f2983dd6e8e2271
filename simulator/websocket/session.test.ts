import { gunzipSync, gzipSync } from 'node:zlib'

import { WebSocket } from 'ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { readClientKey, sign } from '#simulator/protocol/signature.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { clientId, clientKey } from '#simulator/testing/client.ts'
import { loadSdk, type SdkError } from '#simulator/testing/sdk.ts'
import { createSpeaker, smallVocabulary } from '#simulator/testing/speech.ts'

const sdk = loadSdk()
const speaker = createSpeaker()
let simulator: Simulator
let endpoint: string
let weather: Buffer

beforeAll(async () => {
  simulator = await startSimulator({ clientId, clientKey, vocabulary: smallVocabulary })
  endpoint = simulator.url.replace('http', 'ws')
  weather = await speaker.wav('what is the weather in Toronto')
  await simulator.warm(['en'])
})
afterAll(async () => {
  await simulator.close()
  await speaker.close()
})

const Answer = z.looseObject({
  AllResults: z.array(
    z.looseObject({ CommandKind: z.string(), ConversationState: z.unknown().optional() }),
  ),
  Disambiguation: z.looseObject({
    ChoiceData: z.array(z.looseObject({ Transcription: z.string() })),
  }),
})

type Spoken = { answer: z.infer<typeof Answer>; partials: string[] }

/** One spoken turn with the official SDK. */
function speakWithSdk(
  audio: Buffer,
  options: { key?: string; speex?: boolean; state?: unknown } = {},
): Promise<Spoken> {
  return new Promise((resolve, reject) => {
    const partials: string[] = []
    const request = new sdk.VoiceRequest({
      clientId,
      clientKey: options.key ?? clientKey,
      endpoint,
      requestInfo: { UserID: 'sdk', InputLanguageIETFTag: 'en-US' },
      ...(options.state !== undefined && { conversationState: options.state }),
      convertAudioToSpeex: options.speex ?? false,
      sampleRate: 16_000,
      enableVAD: true,
      onTranscriptionUpdate: ({ PartialTranscript }) => partials.push(PartialTranscript),
      onResponse: (response) => resolve({ answer: Answer.parse(response), partials }),
      onError: (error: SdkError) =>
        reject(new Error(`${error.type} ${JSON.stringify(error.exception)}`)),
    })
    for (let at = 0; at < audio.length; at += 3_200) request.write(audio.subarray(at, at + 3_200))
    request.end()
  })
}

/** One written turn with the official SDK. */
function writeWithSdk(query: string, method: string, conversationState?: unknown, key = clientKey) {
  return new Promise<z.infer<typeof Answer>>((resolve, reject) => {
    new sdk.TextRequest({
      query,
      method,
      clientId,
      clientKey: key,
      endpoint: `${simulator.url}/v1/text`,
      requestInfo: { UserID: 'sdk', City: 'Köln' },
      ...(conversationState !== undefined && { conversationState }),
      onResponse: (response) => resolve(Answer.parse(response)),
      onError: (error) => reject(new Error(error.type)),
    })
  })
}

test('the official SDK hears its answer over the WebSocket', async () => {
  const { answer, partials } = await speakWithSdk(weather)
  expect(answer.AllResults[0]?.CommandKind).toBe('WeatherQuery')
  expect(answer.Disambiguation.ChoiceData[0]?.Transcription).toBe('what is the weather in toronto')
  expect(partials.at(-1)).toBe('what is the weather in toronto')
})

test('the official SDK carries a conversation by voice', async () => {
  const first = await speakWithSdk(weather)
  const state = first.answer.AllResults[0]?.ConversationState
  const second = await speakWithSdk(await speaker.wav('and tomorrow'), { state })
  expect(second.answer.AllResults[0]).toMatchObject({
    CommandKind: 'WeatherQuery',
    NativeData: { City: 'Toronto', Day: 'tomorrow' },
  })
})

test('the official SDK is told what to send instead of Speex', async () => {
  const samples = weather.subarray(44)
  const pcm = new Uint8Array(samples)
  await expect(speakWithSdk(Buffer.from(pcm), { speex: true })).rejects.toThrow(
    /SERVER.*Speex cannot be decoded/,
  )
})

test('the official SDK is refused with a wrong key', async () =>
  expect(speakWithSdk(weather, { key: 'd3Jvbmc=' })).rejects.toThrow('AUTHENTICATION'))

test.each(['GET', 'POST'])('the official SDK holds three written turns by %s', async (method) => {
  let state: unknown
  const kinds: (string | undefined)[] = []
  for (const query of ['navigate home', 'add a stop at a pharmacy', 'how long will it take?']) {
    const answer = await writeWithSdk(query, method, state)
    state = answer.AllResults[0]?.ConversationState
    kinds.push(answer.AllResults[0]?.CommandKind)
  }
  expect(kinds).toEqual(['NavigationCommand', 'AddStopCommand', 'TravelTimeQuery'])
})

test('the official SDK takes the refusal of a written turn as one of authentication', async () =>
  expect(writeWithSdk('hello', 'GET', undefined, 'd3Jvbmc=')).rejects.toThrow('AUTHENTICATION'))

type Frame = { binary: boolean; data: Buffer }
type Script = (socket: WebSocket, frames: Frame[]) => void

/** Plays `steps`, one after each frame received, and returns all frames and the close code. */
function converse(steps: Script[], headers: Record<string, string> = {}) {
  return new Promise<{ frames: Frame[]; code: number }>((resolve, reject) => {
    const socket = new WebSocket(endpoint, { headers })
    const frames: Frame[] = []
    let step = 0
    const next = () => steps[step++]?.(socket, frames)
    socket.on('open', next)
    socket.on('message', (data: Buffer, binary) => {
      frames.push({ binary, data })
      next()
    })
    socket.on('error', reject)
    socket.on('close', (code) => resolve({ frames, code }))
  })
}

const sayVersion: Script = (socket) => socket.send('{"version":"1.0"}')
const login: Script = (socket, frames) => {
  const { nonce } = z.object({ nonce: z.string() }).parse(JSON.parse(String(frames[0]?.data)))
  const signature = sign(readClientKey(clientKey), nonce)
  socket.send(JSON.stringify({ access_id: clientId, signature }))
}
const turnResult: Script = (socket) => {
  socket.send(gzipSync('{}'))
  socket.send(weather)
  socket.send('{"endOfAudio":true}')
}

test('each message after the login is a gzipped JSON object, then the server closes', async () => {
  const { frames, code } = await converse([sayVersion, login, turnResult])
  const answers = frames.slice(2)
  expect(answers.every(({ binary }) => binary)).toBe(true)
  const last: unknown = JSON.parse(gunzipSync(answers.at(-1)?.data ?? Buffer.alloc(0)).toString())
  expect(last).toMatchObject({ Format: 'SoundHoundVoiceSearchResult' })
  expect(code).toBe(1000)
})

test.each<[string, Script[], number]>([
  ['no version', [(socket) => socket.send('hello')], 1002],
  ['a login without signature', [sayVersion, (socket) => socket.send('{"access_id":"x"}')], 1002],
  [
    'a wrong signature',
    [sayVersion, (s) => s.send(JSON.stringify({ access_id: clientId, signature: 'x' }))],
    1008,
  ],
  ['RequestInfo that is not gzip', [sayVersion, login, (socket) => socket.send(weather)], 1008],
  [
    'text in place of audio',
    [
      sayVersion,
      login,
      (socket) => {
        socket.send(gzipSync('{}'))
        socket.send('what')
      },
    ],
    1008,
  ],
])('%s ends the session with a text frame and a close code', async (_, steps, expected) => {
  const { frames, code } = await converse(steps)
  expect(code).toBe(expected)
  expect(frames.at(-1)?.binary).toBe(false)
  expect(frames.at(-1)?.data.toString()).toContain('"status":"error"')
})

test('refuses a gzip bomb', async () => {
  const bomb: Script = (socket) => socket.send(gzipSync(Buffer.alloc(8_000_000, 32)))
  expect((await converse([sayVersion, login, bomb])).code).toBe(1008)
})

test.each<[string, number]>([
  ['status=503;at=end', 1011],
  ['reset;at=end', 1006],
  ['empty', 1000],
  ['drip=50000', 1000],
  ['huge=200000', 1000],
])('the fault %s closes with %i', async (fault, code) =>
  expect(
    (await converse([sayVersion, login, turnResult], { 'X-Simulator-Fault': fault })).code,
  ).toBe(code),
)

test('a fault at the start refuses the handshake', async () =>
  expect(converse([], { 'X-Simulator-Fault': 'status=503' })).rejects.toThrow('503'))
