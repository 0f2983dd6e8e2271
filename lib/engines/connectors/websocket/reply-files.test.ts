import { afterAll, beforeAll, expect, test } from 'vitest'

import {
  type FakeWebsocket,
  type FakeSocket,
  startFakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of, textTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { encodeStereoWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { golden } from '#lib/engines/speech/decode/testing/golden-audio.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let says: (socket: FakeSocket) => void
let peer: FakeWebsocket
beforeAll(async () => {
  peer = await startFakeWebsocket(() => ({
    refuses: () => null,
    session: (socket) => ({
      open: () => undefined,
      text: () => says(socket),
      binary: () => undefined,
    }),
  }))
})
afterAll(() => peer.close())

const config = {
  ...{ preset: 'custom', audio_in: 'binary', binary_audio: true, timeout_s: 5 },
  text_messages: [{ say: '{{text}}' }],
  rules: [
    { when: "@.type == 'words'", event: 'reply', value: '$.text' },
    { when: "@.type == 'sound'", event: 'audio', value: '$.audio' },
    { when: "@.type == 'end'", event: 'done' },
  ],
}

async function turn(pieces: (Buffer | string)[], more: object = {}) {
  says = (socket) => {
    socket.send({ type: 'words', text: 'no never' })
    for (const piece of pieces)
      if (typeof piece === 'string') socket.send({ type: 'sound', audio: piece })
      else socket.sendBinary(piece)
    socket.send({ type: 'end' })
  }
  const session = websocket.open(
    websocket.config.parse({ ...config, url: `${peer.ws}/`, ...more }),
    {},
    { userId: 'caller', language: 'en-US', guard: createGuard({ allowedHosts: ['127.0.0.1'] }) },
  )
  const events = await takeTurn(session, textTurn)
  await session.close()
  return events
}

const seconds = ({ pcm, sampleRate }: { pcm: Int16Array; sampleRate: number }) =>
  pcm.length / sampleRate
const cut = (bytes: Buffer, length: number) =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, n) =>
    bytes.subarray(n * length, (n + 1) * length),
  )

test.each([
  ['one message', [golden('mp3-bare')]],
  ['messages of its own frames', cut(golden('mp3-bare'), 768)],
  ['Ogg pages', cut(golden('ogg-opus'), 1_000)],
  ['WebM as it is recorded', cut(golden('webm-opus-live'), 500)],
  ['base64 in JSON', cut(golden('mp3-bare'), 900).map((piece) => piece.toString('base64'))],
])('a file in %s is heard when it is whole, dated by its first message', async (_, pieces) => {
  const events = await turn(pieces)
  expect(of(events, 'error')).toEqual([])
  const audio = of(events, 'audio')
  expect(audio).toHaveLength(1)
  expect(audio[0] && seconds(audio[0])).toBeCloseTo(1.085, 0)
  expect(audio[0]?.at).toBeLessThanOrEqual(of(events, 'done')[0]?.at ?? 0)
})

const clip = tone({ hz: 300, sampleRate: 24_000, durationMs: 500, level: 0.3 })

/** All that was heard, in one piece. */
function heard(events: Awaited<ReturnType<typeof turn>>) {
  const audio = of(events, 'audio')
  const pcm = audio.flatMap((event) => Array.from(event.pcm))
  return { pcm: Int16Array.from(pcm), rates: new Set(audio.map(({ sampleRate }) => sampleRate)) }
}

test('a WAV header that comes once speaks for the samples after it', async () => {
  const open = encodeWav(clip)
  open.writeUInt32LE(0xffffffff, 4)
  open.writeUInt32LE(0xffffffff, 40)
  for (const first of [44, 44 + 333, 44 + 4_000]) {
    const pieces = [open.subarray(0, first), ...cut(open.subarray(first), 641)]
    const { pcm, rates } = heard(await turn(pieces, { reply_audio_sample_rate: 16_000 }))
    expect(rates).toEqual(new Set([24_000]))
    expect(pcm).toEqual(clip.pcm)
  }
})

test('a WAV file in each message is heard at once', async () => {
  const halves = [clip.pcm.slice(0, 5_000), clip.pcm.slice(5_000)]
  const events = await turn(halves.map((pcm) => encodeWav({ ...clip, pcm })))
  expect(of(events, 'audio')).toHaveLength(2)
  expect(heard(events).pcm).toEqual(clip.pcm)
})

test('channels out of phase are told once, and the louder one is heard', async () => {
  const turned = clip.pcm.map((value) => Math.round(value * -0.95))
  const stereo = encodeStereoWav(clip.pcm, turned, clip.sampleRate)
  const events = await turn([stereo, stereo])
  expect(of(events, 'audio')).toHaveLength(2)
  expect(of(events, 'audio')[0]?.pcm).toEqual(clip.pcm)
  expect(of(events, 'notice')).toHaveLength(1)
})

test('samples are heard as they are declared', async () => {
  const codes = Buffer.from(encodeG711(clip.pcm, 'mulaw'))
  const more = { reply_audio_encoding: 'mulaw', reply_audio_sample_rate: 8_000 }
  const { pcm, rates } = heard(await turn(cut(codes, 160), more))
  expect(pcm).toHaveLength(clip.pcm.length)
  expect(rates).toEqual(new Set([8_000]))
})

test.each([
  ['AAC', [Buffer.from('0000001c667479704d344120', 'hex')], /M4A\/AAC is not read/],
  ['JSON', [Buffer.from('{"error":"no voice"}')], /JSON .*no voice/],
  [
    'a damaged file',
    [Buffer.concat([golden('ogg-opus').subarray(0, 90), Buffer.alloc(99)])],
    /cannot be read/,
  ],
  ['words where base64 should be', ['no audio today'], /neither base64/],
])('a reply of %s is a fault of the settings: nothing is judged', async (_, pieces, why) => {
  const events = await turn(pieces)
  expect(of(events, 'audio')).toEqual([])
  expect(events.at(-1)).toMatchObject({
    ...{ type: 'error', fault: 'configuration', retryable: false },
    message: expect.stringMatching(why) as string,
  })
})
