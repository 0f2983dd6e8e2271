import { expect, test } from 'vitest'

import {
  atRate,
  decodePiece,
  encodeClip,
  readReplyAudio,
} from '#lib/engines/connectors/audio-format.ts'
import type { AudioFormat } from '#lib/engines/connectors/types.ts'
import { levelAt, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { golden } from '#lib/engines/speech/decode/testing/golden-audio.ts'

const clip = tone({ hz: 440, sampleRate: 16_000, durationMs: 500, level: 0.5 })

test.each<[AudioFormat, number]>([
  [{ encoding: 'pcm_s16le', sampleRate: 24_000, container: 'raw' }, 24_000],
  [{ encoding: 'pcm_s16le', sampleRate: 8_000, container: 'wav' }, 8_000 + 44],
  [{ encoding: 'mulaw', sampleRate: 8_000, container: 'raw' }, 4_000],
  [{ encoding: 'alaw', sampleRate: 8_000, container: 'raw' }, 4_000],
])('%o has its size, and is the same tone again when it comes back', (format, bytes) => {
  const encoded = encodeClip(clip, format)
  expect(encoded).toHaveLength(bytes)
  const back = decodePiece(encoded, format)
  expect(back.sampleRate).toBe(format.sampleRate)
  expect(levelAt(back, 440)).toBeCloseTo(levelAt(clip, 440), 1)
})

test('bytes that start anywhere in a buffer are read, half a sample at the end is not', () => {
  const bytes = Buffer.from([9, 0x34, 0x12, 0xff]).subarray(1)
  const format = { encoding: 'pcm_s16le', sampleRate: 8_000 } as const
  expect([...decodePiece(bytes, format).pcm]).toEqual([0x1234])
})

const mulaw = { encoding: 'mulaw', sampleRate: 8_000 } as const
const wav = encodeClip(clip, { encoding: 'pcm_s16le', sampleRate: 16_000, container: 'wav' })

test('a WAV file says itself what it is', () => {
  expect(decodePiece(wav, mulaw)).toEqual(clip)
})

test('a piece of another form is refused, never read as samples', () => {
  expect(() => decodePiece(golden('ogg-opus'), mulaw)).toThrow(/Ogg is not read here/)
  expect(() => decodePiece(Buffer.from('{"error": "busy"}'), mulaw)).toThrow(/JSON .*is not read/)
})

const peer = 'bot.example:443'

test.each([
  ['MP3 as bytes', golden('mp3-bare')],
  ['MP3 in base64', golden('mp3-bare').toString('base64')],
  ['Ogg Opus in a data URI', `data:audio/wav;base64,${golden('ogg-opus').toString('base64')}`],
  ['WebM', golden('webm-opus-live')],
])('a reply that comes as %s is heard', async (_, source) => {
  const { pcm, sampleRate } = await readReplyAudio(source, mulaw, { peer })
  expect(pcm.length / sampleRate).toBeCloseTo(1.085, 0)
})

test.each([
  ['an address', 'https://bot.example/reply.mp3', /an address is where the audio should be/],
  ['words', 'no audio today, sorry', /neither base64 nor hexadecimal/],
  ['M4A', Buffer.from('0000001c667479704d344120', 'hex'), /M4A\/AAC is not read: send WAV, MP3/],
  ['an error', Buffer.from('{"error":"busy"}'), /JSON \("\{"error":"busy"\}"\) is not read/],
])(
  'a reply whose audio is %s is a fault of the settings, not of what was said',
  async (_, source, reason) => {
    await expect(readReplyAudio(source, mulaw, { peer })).rejects.toMatchObject({
      ...{ fault: 'configuration', retryable: false, maybeExecuted: true },
      message: expect.stringMatching(reason) as string,
    })
  },
)

test('a stimulus that is said again is converted once', () =>
  expect(atRate(clip, 24_000)).toBe(atRate(clip, 24_000)))
