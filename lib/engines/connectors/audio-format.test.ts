import { expect, test } from 'vitest'

import { atRate, decodeAudio, encodeClip } from '#lib/engines/connectors/audio-format.ts'
import type { AudioFormat } from '#lib/engines/connectors/types.ts'
import { levelAt, tone } from '#lib/engines/speech/audio/test-signals.ts'

const clip = tone({ hz: 440, sampleRate: 16_000, durationMs: 500, level: 0.5 })

test.each<[AudioFormat, number]>([
  [{ encoding: 'pcm_s16le', sampleRate: 24_000, container: 'raw' }, 24_000],
  [{ encoding: 'pcm_s16le', sampleRate: 8_000, container: 'wav' }, 8_000 + 44],
  [{ encoding: 'mulaw', sampleRate: 8_000, container: 'raw' }, 4_000],
  [{ encoding: 'alaw', sampleRate: 8_000, container: 'raw' }, 4_000],
])('%o has its size, and is the same tone again when it comes back', (format, bytes) => {
  const encoded = encodeClip(clip, format)
  expect(encoded).toHaveLength(bytes)
  const back = decodeAudio(encoded, format)
  expect(back.sampleRate).toBe(format.sampleRate)
  expect(levelAt(back, 440)).toBeCloseTo(levelAt(clip, 440), 1)
})

test('bytes that start anywhere in a buffer are read, half a sample at the end is not', () => {
  const bytes = Buffer.from([9, 0x34, 0x12, 0xff]).subarray(1)
  const format = { encoding: 'pcm_s16le', sampleRate: 8_000 } as const
  expect([...decodeAudio(bytes, format).pcm]).toEqual([0x1234])
})

test('a WAV file says itself what it is', () => {
  const wav = encodeClip(clip, { encoding: 'pcm_s16le', sampleRate: 16_000, container: 'wav' })
  const read = decodeAudio(wav, { encoding: 'mulaw', sampleRate: 8_000 })
  expect(read).toMatchObject({ sampleRate: 16_000, wav })
  expect(read.pcm).toHaveLength(8_000)
})

test('a stimulus that is said again is converted once', () =>
  expect(atRate(clip, 24_000)).toBe(atRate(clip, 24_000)))
