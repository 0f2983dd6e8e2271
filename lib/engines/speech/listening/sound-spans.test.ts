import { describe, expect, test } from 'vitest'

import { concat, mix, noise, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import { soundSpans } from '#lib/engines/speech/listening/sound-spans.ts'
import { markedSpeech } from '#lib/engines/speech/listening/testing/marked-speech.ts'

const rate = 16_000
const spoken = ['slt', 'rms', 'awb'].flatMap(utterances)
const marked = spoken.flatMap((one) =>
  markedSpeech(one.clip).map((made) => ({ ...made, text: one.text })),
)
const kinds = [...new Set(marked.map(({ kind }) => kind))]

describe('a reply begins within 20 ms of its mark', () => {
  test.each(kinds)('%s', (kind) => {
    const off = marked
      .filter((one) => one.kind === kind)
      .map(
        ({ text, clip, markMs }) => [text, (soundSpans(clip)[0]?.fromMs ?? NaN) - markMs] as const,
      )
      .filter(([, ms]) => !(Math.abs(ms) <= 20))
    expect(off).toEqual([])
  })
})

test('the speech synthesis itself puts the first sound no further than 40 ms away', () => {
  const off = spoken.map(({ clip, startMs }) => (soundSpans(clip)[0]?.fromMs ?? NaN) - startMs)
  expect(off.filter((ms) => !(Math.abs(ms) <= 40))).toEqual([])
})

test('a reply that starts with the clip starts at 0', () => {
  for (const { clip, startMs } of spoken) {
    const cut = { ...clip, pcm: clip.pcm.subarray(Math.round((startMs / 1_000) * rate)) }
    expect(soundSpans(cut)[0]?.fromMs).toBeLessThanOrEqual(40)
  }
})

test('steady noise, silence, a click and nothing hold no sound', () => {
  const click = silence(rate, 1_000)
  click.pcm[8_000] = 30_000
  const hiss = noise({ sampleRate: rate, durationMs: 5_000, level: 0.1 })
  for (const clip of [silence(rate, 1_000), hiss, click, silence(rate, 0)])
    expect(soundSpans(clip)).toEqual([])
})

test.each([8_000, 22_050, 48_000])('works at %i Hz', (sampleRate) => {
  const clip = concat(
    silence(sampleRate, 700),
    tone({ hz: 300, sampleRate, durationMs: 400, level: 0.3 }),
  )
  expect(Math.abs((soundSpans(clip)[0]?.fromMs ?? NaN) - 700)).toBeLessThanOrEqual(20)
})

const [one, two] = spoken
if (!one || !two) throw new Error('no speech')
const pauseOf = (gap: Parameters<typeof concat>[0]) => {
  const spans = soundSpans(concat(one.clip, gap, two.clip))
  return Math.max(...spans.slice(1).map(({ fromMs }, at) => fromMs - (spans[at]?.toMs ?? 0)))
}

test('a pause is found whether it is silent, or holds the noise of the line alone', () => {
  const noisy = noise({ sampleRate: rate, durationMs: 2_000, level: 0.003 })
  expect(pauseOf(silence(rate, 2_000))).toBeGreaterThan(1_980)
  expect(pauseOf(noisy)).toBeGreaterThan(1_980)
  // Noise of the line throughout, digital silence nowhere.
  const clip = concat(one.clip, silence(rate, 2_000), two.clip)
  const durationMs = (clip.pcm.length / rate) * 1_000
  const spans = soundSpans(mix(clip, noise({ sampleRate: rate, durationMs, level: 0.003 })))
  const longest = Math.max(
    ...spans.slice(1).map(({ fromMs }, at) => fromMs - (spans[at]?.toMs ?? 0)),
  )
  expect(longest).toBeGreaterThan(1_950)
})

test('music on hold is sound, no pause', () => {
  const music = tone({ hz: 440, sampleRate: rate, durationMs: 2_000, level: 0.05 })
  expect(pauseOf(music)).toBeLessThan(1_000)
})
