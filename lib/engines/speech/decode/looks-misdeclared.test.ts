import { describe, expect, test } from 'vitest'

import { decodeG711, encodeG711, type Law } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { mix, noise, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { looksLikeMisdeclared } from '#lib/engines/speech/decode/looks-misdeclared.ts'

const spoken = ['slt', 'rms', 'awb', 'kal'].flatMap((voice) =>
  utterances(voice).map(({ text, clip }) => ({ name: `${voice}: ${text}`, clip })),
)

const bytesOf = ({ pcm }: Clip) => Buffer.from(pcm.slice().buffer)
const atLevel = ({ pcm, sampleRate }: Clip, factor: number): Clip => ({
  ...{ sampleRate, pcm: pcm.map((value) => value * factor) },
})

/** Bytes as a connector decodes them. */
const asLaw = (bytes: Uint8Array, law: Law): Clip => ({
  ...{ pcm: decodeG711(bytes, law), sampleRate: 8_000 },
})
const asPcm = (bytes: Uint8Array): Clip => {
  const even = Uint8Array.from(bytes.subarray(0, bytes.length & ~1))
  return { pcm: new Int16Array(even.buffer, 0, even.length / 2), sampleRate: 16_000 }
}
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
const asFloats = ({ pcm }: Clip) => Buffer.from(Float32Array.from(pcm, (v) => v / 32_768).buffer)

type Mistake = (clip: Clip) => Clip

const mistakes: [string, Mistake, RegExp][] = [
  ['16-bit PCM at 16 kHz as µ-law', (clip) => asLaw(bytesOf(clip), 'mulaw'), /^16-bit samples$/],
  [
    '16-bit PCM at 8 kHz as µ-law',
    (clip) => asLaw(bytesOf(resample(clip, 8_000)), 'mulaw'),
    /^16-bit samples$/,
  ],
  [
    '16-bit PCM at 24 kHz as A-law',
    (clip) => asLaw(bytesOf(resample(clip, 24_000)), 'alaw'),
    /^16-bit samples$/,
  ],
  [
    'quiet 16-bit PCM as µ-law',
    (clip) => asLaw(bytesOf(atLevel(clip, 0.05)), 'mulaw'),
    /^16-bit samples$/,
  ],
  ['16-bit PCM with its bytes swapped', (clip) => asPcm(swapped(bytesOf(clip))), /big-endian/],
  ['16-bit PCM that lost a byte', (clip) => asPcm(bytesOf(clip).subarray(1)), /a byte later/],
  ['floats as 16-bit PCM', (clip) => asPcm(asFloats(clip)), /32-bit float/],
  [
    'µ-law as 16-bit PCM',
    (clip) => asPcm(encodeG711(resample(clip, 8_000).pcm, 'mulaw')),
    /^µ-law/,
  ],
  ['A-law as 16-bit PCM', (clip) => asPcm(encodeG711(resample(clip, 8_000).pcm, 'alaw')), /^A-law/],
  [
    'A-law as µ-law',
    (clip) => asLaw(encodeG711(resample(clip, 8_000).pcm, 'alaw'), 'mulaw'),
    /^A-law/,
  ],
  [
    'µ-law as A-law',
    (clip) => asLaw(encodeG711(resample(clip, 8_000).pcm, 'mulaw'), 'alaw'),
    /^µ-law/,
  ],
]

describe('speech that is noise as it was declared', () => {
  test.each(mistakes)('%s is told for what it is, in every voice', (_, mistake, as) => {
    const missed = spoken.filter(
      ({ clip }) => !as.test(looksLikeMisdeclared(mistake(clip))?.as ?? ''),
    )
    expect(missed.map(({ name }) => name)).toEqual([])
  })

  test('noise behind the speaker does not hide it', () => {
    const noisy = spoken.map(({ clip }) =>
      mix(clip, noise({ sampleRate: 16_000, durationMs: 4_000, level: 0.01 })),
    )
    for (const clip of noisy)
      expect(looksLikeMisdeclared(asLaw(bytesOf(clip), 'mulaw'))).toEqual({
        as: '16-bit samples',
      })
  })

  test('a WAV file in the payload is told with what its header says', () => {
    for (const { clip } of spoken.slice(0, 3)) {
      expect(looksLikeMisdeclared(asLaw(encodeWav(clip), 'mulaw'))).toEqual({
        as: 'a WAV file (16-bit PCM, 16000 Hz) whose header was sent along as sound',
      })
      expect(looksLikeMisdeclared(asPcm(encodeWav(clip)))?.as).toContain('whose header')
    }
  })

  test('the bytes may be given, where they are known', () => {
    const [first] = spoken
    const bytes = bytesOf(first?.clip ?? silence(16_000, 100))
    expect(looksLikeMisdeclared(asLaw(bytes, 'mulaw'), bytes)?.as).toBe('16-bit samples')
  })
})

describe('what is declared as it is', () => {
  const telephone = (clip: Clip, law: Law) => asLaw(encodeG711(resample(clip, 8_000).pcm, law), law)
  const forms: [string, Mistake][] = [
    ['16-bit PCM', (clip) => clip],
    ['µ-law', (clip) => telephone(clip, 'mulaw')],
    ['A-law', (clip) => telephone(clip, 'alaw')],
    ['quiet', (clip) => atLevel(clip, 0.02)],
    [
      'clipped',
      (clip) => ({ ...clip, pcm: clip.pcm.map((v) => Math.max(-9_000, Math.min(9_000, v)) * 3.6) }),
    ],
    [
      'in noise as loud as it',
      (clip) =>
        mix(atLevel(clip, 0.7), noise({ sampleRate: 16_000, durationMs: 4_000, level: 0.1 })),
    ],
  ]

  test.each(forms)('speech, %s, is left alone in every voice', (_, form) => {
    const blamed = spoken.filter(({ clip }) => looksLikeMisdeclared(form(clip)) !== null)
    expect(blamed.map(({ name }) => name)).toEqual([])
  })

  const shape = { sampleRate: 8_000, durationMs: 2_000 }
  test.each<[string, Clip]>([
    ['white noise', noise({ ...shape, level: 0.3 })],
    ['loud white noise', noise({ ...shape, level: 0.5 })],
    ['a low tone', tone({ ...shape, hz: 200, level: 0.9 })],
    ['a high tone', tone({ ...shape, hz: 3_100, level: 0.9 })],
    [
      'keys',
      mix(tone({ ...shape, hz: 697, level: 0.4 }), tone({ ...shape, hz: 1_477, level: 0.4 })),
    ],
    ['silence', silence(8_000, 2_000)],
    ['nothing', silence(8_000, 0)],
  ])('%s is what it is, in each form', (_, clip) => {
    expect(looksLikeMisdeclared(clip)).toBeNull()
    for (const law of ['mulaw', 'alaw'] as const)
      expect(looksLikeMisdeclared(asLaw(encodeG711(clip.pcm, law), law))).toBeNull()
  })
})
