import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { http } from '#lib/engines/connectors/http/index.ts'
import { takeTurn, of, textTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { golden, type GoldenName } from '#lib/engines/speech/decode/testing/golden-audio.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let answer: (request: IncomingMessage, response: ServerResponse) => void
let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => server.close())

const settings = {
  ...{ preset: 'custom', text_body: { say: '{{text}}' }, reply_path: '$.reply' },
  ...{ audio_path: '$.audio', audio_url_path: '$.audio_url' },
}

function turn(config: object = {}) {
  const session = http.open(
    http.config.parse({ ...settings, url, ...config }),
    {},
    { userId: 'caller', language: 'en-US', guard: createGuard({ allowedHosts: ['127.0.0.1'] }) },
  )
  return takeTurn(session, textTurn)
}

const json = (body: object) => {
  answer = (_, response) =>
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
}

/** The utterance of the golden files lasts this long. */
const spokenS = 1.085
const seconds = ({ pcm, sampleRate }: { pcm: Int16Array; sampleRate: number }) =>
  pcm.length / sampleRate

test.each<GoldenName>(['mp3-tagged', 'mp3-bare', 'ogg-opus', 'ogg-vorbis', 'webm-opus-live'])(
  'a reply in base64 of %s is heard, not read as samples',
  async (name) => {
    json({ reply: 'no never', audio: golden(name).toString('base64') })
    const events = await turn()
    expect(of(events, 'error')).toEqual([])
    const [audio] = of(events, 'audio')
    expect(audio && seconds(audio)).toBeCloseTo(spokenS, 0)
    expect(audio?.at).toBeLessThan(of(events, 'done')[0]?.at ?? 0)
  },
)

test('samples without a header are taken as the settings say', async () => {
  const { pcm } = tone({ hz: 300, sampleRate: 24_000, durationMs: 200, level: 0.3 })
  json({ reply: 'hm', audio: Buffer.from(pcm.buffer).toString('hex') })
  const events = await turn({ reply_audio_sample_rate: 24_000 })
  expect(of(events, 'audio')).toMatchObject([{ pcm, sampleRate: 24_000 }])
})

test.each<[string, unknown, RegExp]>([
  [
    'an object',
    { data: 'AAAA' },
    /path of the reply audio \(\$\.audio\) leads to an object with the key "data"; it must lead to a text in base64/,
  ],
  ['an address', 'https://bot.example/reply.mp3', /an address is where the audio should be/],
  [
    'M4A',
    Buffer.from('0000001c667479704d344120', 'hex').toString('base64'),
    /M4A\/AAC is not read: send WAV, MP3, Ogg .*begin with 00 00 00 1c/,
  ],
  ['an error page', Buffer.from('<html><h1>503</h1></html>').toString('base64'), /HTML or XML/],
])(
  'a reply whose audio is %s is a fault of the settings: nothing is judged',
  async (_, audio, why) => {
    json({ reply: 'hello there', audio })
    const events = await turn()
    expect(of(events, 'audio')).toEqual([])
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'error', fault: 'configuration', retryable: false },
      message: expect.stringMatching(why) as string,
    })
  },
)

test('no audio, and an empty one, are no fault', async () => {
  for (const audio of [null, '', undefined]) {
    json({ reply: 'hello there', audio })
    const events = await turn()
    expect(events.at(-1)?.type).toBe('done')
    expect(of(events, 'audio')).toEqual([])
  }
})

test('a file that is fetched is read by its content, whatever its type says', async () => {
  answer = (request, response) =>
    request.method === 'GET'
      ? response.setHeader('Content-Type', 'audio/wav').end(golden('mp3-tagged'))
      : response.end(JSON.stringify({ reply: 'no never', audio_url: '/reply.wav' }))
  const [audio] = of(await turn(), 'audio')
  expect(audio && seconds(audio)).toBeCloseTo(spokenS, 1)
})

const streamed = (pieces: Buffer[]) => {
  answer = (_, response) => {
    response.setHeader('Content-Type', 'application/x-ndjson')
    response.write(`${JSON.stringify({ reply: 'no never' })}\n`)
    for (const piece of pieces)
      response.write(`${JSON.stringify({ audio: piece.toString('base64') })}\n`)
    response.end()
  }
}
const cut = (bytes: Buffer, length: number) =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, n) =>
    bytes.subarray(n * length, (n + 1) * length),
  )

test('a file that comes in pieces is one file', async () => {
  streamed(cut(golden('mp3-bare'), 777))
  const mp3 = of(await turn(), 'audio')
  expect(mp3).toHaveLength(1)
  expect(mp3[0] && seconds(mp3[0])).toBeCloseTo(spokenS, 0)
  const clip = tone({ hz: 300, sampleRate: 22_050, durationMs: 400, level: 0.3 })
  streamed(cut(encodeWav(clip), 1_001))
  expect(of(await turn(), 'audio')).toMatchObject([clip])
})

test('channels out of phase are told, once, beside what is heard', async () => {
  streamed([golden('ogg-opus-anti'), golden('ogg-opus-anti')])
  const events = await turn()
  expect(of(events, 'audio')).toHaveLength(1)
  expect(of(events, 'notice')).toMatchObject([
    { about: 'reply_audio', message: expect.stringContaining('out of phase') as string },
  ])
})

test('files one after another are heard one after another', async () => {
  const clip = tone({ hz: 300, sampleRate: 22_050, durationMs: 400, level: 0.3 })
  streamed([encodeWav(clip), golden('flac'), encodeWav(clip)])
  const rates = of(await turn(), 'audio').map(({ sampleRate }) => sampleRate)
  expect(rates).toEqual([22_050, 16_000, 22_050])
})
