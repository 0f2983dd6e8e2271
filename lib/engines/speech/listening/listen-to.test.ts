import { afterAll, describe, expect, test } from 'vitest'

import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { concat, mix, noise, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { listenTo } from '#lib/engines/speech/listening/listen-to.ts'
import { misread } from '#lib/engines/speech/listening/testing/misread-sounds.ts'
import { madeSound, makers } from '#lib/engines/speech/listening/testing/synthetic-sounds.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'

const tts = createEmbeddedTts({ threads: 1 })
afterAll(() => tts.close())

const spoken = ['slt', 'rms', 'awb'].flatMap((voice) =>
  utterances(voice)
    .filter((_, n) => n % 4 === 0)
    .map(({ text, clip }) => ({ voice, text, clip })),
)
const [sentence] = spoken
if (sentence === undefined) throw new Error('no speech')

const quieter = ({ pcm, sampleRate }: Clip, by: number): Clip => ({
  pcm: pcm.map((sample) => Math.round(sample * by)),
  sampleRate,
})

describe('speech is heard as speech', () => {
  test.each(spoken)('$voice: $text', async ({ clip }) => {
    const heard = await listenTo(clip)
    expect(heard.heard).toBe('speech')
    expect(heard.speechMs).toBeGreaterThan(250)
    expect(heard.misdeclared).toBeNull()
  })

  const ways: [string, (clip: Clip) => Clip][] = [
    ['at -40 dBFS', (clip) => quieter(clip, 0.01)],
    ['at 8 kHz', (clip) => resample(clip, 8_000)],
    ['at 48 kHz', (clip) => resample(clip, 48_000)],
    [
      'over a telephone',
      (clip) => ({
        pcm: decodeG711(encodeG711(resample(clip, 8_000).pcm, 'mulaw'), 'mulaw'),
        sampleRate: 8_000,
      }),
    ],
    [
      'in noise',
      (clip) => mix(clip, noise({ sampleRate: clip.sampleRate, durationMs: 10_000, level: 0.02 })),
    ],
    ['after three seconds of silence', (clip) => concat(silence(clip.sampleRate, 3_000), clip)],
  ]
  test.each(ways)('%s', async (_, change) =>
    expect((await listenTo(change(sentence.clip))).heard).toBe('speech'),
  )

  test.each([
    ['de-DE', 'Morgen wird es in Berlin sonnig.'],
    ['fr-FR', 'Il fera beau demain à Paris.'],
    ['zh-CN', '明天是晴天，气温二十度。'],
    ['ja-JP', 'あしたは いい てんき です。'],
    ['ru-RU', 'Завтра будет солнечно и тепло.'],
    ['ar-SA', 'غدا سيكون الجو مشمسا'],
  ])('%s', async (language, text) => {
    const clip = await tts.synthesize({ text, language, voice: 'default' })
    expect((await listenTo(clip)).heard).toBe('speech')
  })
})

test.each(['yes', 'no', 'ok', 'six', 'stop', 'one'])(
  'a reply of one word is never sure to be no speech: %s',
  async (text) => {
    for (const voice of ['slt', 'awb', 'en-us', 'en-us+f2']) {
      const language = voice === 'awb' ? 'en-GB' : 'en-US'
      const clip = await tts.synthesize({ text, language, voice })
      for (const heard of [clip, quieter(clip, 0.02), resample(clip, 8_000)])
        expect(['speech', 'unsure']).toContain((await listenTo(heard)).heard)
    }
  },
)

/** What may be meant, such as music on hold, is no speech all the same. */
const kinds: Partial<Record<string, string[]>> = {
  white: ['noise'],
  pink: ['noise'],
  brown: ['noise'],
  gusts: ['noise'],
  'hum 50 Hz': ['tones'],
  'hum 60 Hz': ['tones'],
  beep: ['tones'],
  siren: ['tones'],
  'dial tone': ['tones'],
  'ring tone': ['tones'],
  dtmf: ['tones'],
  melody: ['music', 'tones'],
  strings: ['music'],
}

describe('other sound is no speech', () => {
  test.each(Object.keys(makers))('%s', async (kind) => {
    for (const [seed, sampleRate, peakDb] of [
      [1, 8_000, -3],
      [2, 16_000, -30],
      [3, 24_000, -12],
    ] as const) {
      const { clip } = madeSound(kind, { seed, seconds: 2.5, sampleRate, peakDb })
      const { heard } = await listenTo(clip)
      expect(heard).not.toBe('speech')
      if (kinds[kind]) expect(kinds[kind]).toContain(heard)
    }
  })

  test.each(misread(resample(concat(...spoken.map(({ clip }) => clip)), 8_000)))(
    '$kind',
    async ({ clip }) => expect((await listenTo(clip)).heard).not.toBe('speech'),
  )

  test('digital silence, dither and an empty clip are silence', async () => {
    const dither = { pcm: new Int16Array(16_000).map((_, n) => (n % 3) - 1), sampleRate: 8_000 }
    const empty = { pcm: new Int16Array(0), sampleRate: 8_000 }
    for (const clip of [silence(16_000, 1_000), dither, empty])
      expect((await listenTo(clip)).heard).toBe('silence')
  })
})

describe('bytes that were read wrongly', () => {
  const line = resample(concat(...spoken.slice(0, 3).map(({ clip }) => clip)), 8_000)
  const rows = misread(line)
  test.each([
    ['µ-law read as PCM', /µ-law/],
    ['A-law read as PCM', /A-law/],
    ['PCM read as µ-law', /16-bit samples/],
    ['bytes swapped', /big-endian/],
    ['PCM a byte late', /byte later|big-endian/],
  ])('%s would be speech', async (kind, as) => {
    const clip = rows.find((row) => row.kind === kind)?.clip ?? silence(8_000, 10)
    expect((await listenTo(clip)).misdeclared).toMatch(as)
  })
  test('noise would be speech in no way', async () => {
    for (const kind of ['white', 'pink', 'brown']) {
      const { clip } = madeSound(kind, { seed: 4, seconds: 2, sampleRate: 8_000, peakDb: -6 })
      expect((await listenTo(clip)).misdeclared).toBeNull()
    }
  })
})

/** A sentence up to the middle of a loud vowel. */
const cutInVowel = (): Clip => {
  const { pcm, sampleRate } = utterances('slt')[10]?.clip ?? sentence.clip
  const power = (from: number) =>
    pcm.subarray(from, from + 320).reduce((sum, sample) => sum + sample * sample, 0)
  const starts = Array.from({ length: Math.floor(pcm.length / 320) }, (_, n) => n * 320)
  const loudest = Math.max(...starts.map(power))
  const at = starts.findLast((from) => power(from) > loudest / 2 && power(from - 640) > loudest / 3)
  return { pcm: pcm.slice(0, (at ?? 0) + 160), sampleRate }
}

test('a voice cut in a vowel is noticed, a word that ends is not', async () => {
  const cut = cutInVowel()
  const { sampleRate } = cut
  expect((await listenTo(cut)).cutOff).toBe(true)
  expect((await listenTo(concat(cut, silence(sampleRate, 400)))).cutOff).toBe(true)
  for (const { clip } of spoken) expect((await listenTo(clip)).cutOff).toBe(false)
})

test('a last hiss that a telephone would not carry ends the word', async () => {
  const vowel = cutInVowel()
  const { sampleRate } = vowel
  const ending = (level: number) =>
    concat(
      vowel,
      tone({ hz: sampleRate * 0.42, sampleRate, durationMs: 100, level }),
      silence(sampleRate, 200),
    )
  expect((await listenTo(ending(0.04))).cutOff).toBe(false)
  expect((await listenTo(ending(0.000_1))).cutOff).toBe(true)
})

test('what was clipped is told by its share', async () => {
  const loud = quieter(sentence.clip, 12)
  const clipped = {
    ...loud,
    pcm: Int16Array.from(sentence.clip.pcm, (sample) =>
      Math.max(-32_768, Math.min(32_767, sample * 12)),
    ),
  }
  expect((await listenTo(clipped)).clippedShare).toBeGreaterThan(0.05)
  expect((await listenTo(sentence.clip)).clippedShare).toBeLessThan(0.005)
})

test('a few words within a long silence are found', async () => {
  const { sampleRate } = sentence.clip
  const before = silence(sampleRate, 5_300)
  const alone = concat(before, sentence.clip, silence(sampleRate, 25_000))
  expect(await listenTo(alone)).toMatchObject({ heard: 'speech', cutOff: false })
})

test('ten minutes of speech are listened to in pieces', async () => {
  const minute = concat(...Array.from({ length: 20 }, () => sentence.clip))
  const long = { pcm: new Int16Array(16_000 * 600), sampleRate: 16_000 }
  for (let at = 0; at + minute.pcm.length < long.pcm.length; at += minute.pcm.length)
    long.pcm.set(minute.pcm, at)
  const began = performance.now()
  const { heard, speechMs } = await listenTo(long)
  expect(heard).toBe('speech')
  expect(speechMs).toBeGreaterThan(100_000)
  expect(performance.now() - began).toBeLessThan(2_000)
})
