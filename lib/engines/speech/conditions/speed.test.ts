import { expect, test } from 'vitest'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { speech } from '#lib/engines/speech/conditions/test-speech.ts'

const said = utterances('slt')
const factors = [0.7, 0.8, 0.9, 1.1, 1.25, 1.4]
const atSpeed = (clip: Clip, factor: number) =>
  applyProfile(clip, parseProfile({ speed: { factor } }), 1)

/** Normalised autocorrelation of 40 ms at one lag. */
function likeness({ pcm }: Clip, start: number, lag: number): number {
  let [product, a, b] = [0, 1, 1]
  for (let n = start; n < start + 640; n++) {
    const [x, y] = [pcm[n] ?? 0, pcm[n + lag] ?? 0]
    product += x * y
    a += x * x
    b += y * y
  }
  return product / Math.sqrt(a * b)
}

/** Pitch of each voiced frame in Hz: the lag of the highest autocorrelation, its peak interpolated. */
function pitches(clip: Clip): number[] {
  const found: number[] = []
  for (let start = 0; start + 1_000 < clip.pcm.length; start += 320) {
    const lags = Array.from({ length: 211 }, (_, n) => 50 + n)
    const alike = lags.map((lag) => likeness(clip, start, lag))
    const best = lags[alike.indexOf(Math.max(...alike))] ?? 50
    const [left, peak, right] = [-1, 0, 1].map((by) => likeness(clip, start, best + by))
    if (peak === undefined || left === undefined || right === undefined || peak < 0.9) continue
    found.push(16_000 / (best + (0.5 * (left - right)) / (left - 2 * peak + right)))
  }
  return found
}

const spoken = pitches(speech)
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

test.each(factors)(
  'at speed %f a voice keeps its pitch within 2 percent and its time is exact',
  (factor) => {
    const { clip } = atSpeed(speech, factor)
    expect(clip.pcm.length).toBe(Math.round(speech.pcm.length / factor))
    const [before, after] = [spoken, pitches(clip)]
    expect(before.length).toBeGreaterThan(25)
    expect(Math.abs(median(after) / median(before) - 1)).toBeLessThan(0.02)
    expect(after.length / before.length).toBeGreaterThan(0.75 / factor)
  },
)

test.each(factors)('at speed %f a low tone stays a clean tone', (factor) => {
  const sine = tone({ hz: 110, sampleRate: 16_000, durationMs: 1_000, level: 0.5 })
  const { clip } = atSpeed(sine, factor)
  const inner = clip.pcm.subarray(1_600, clip.pcm.length - 1_600)
  expect(Math.abs(median(pitches({ ...clip, pcm: inner })) - 110)).toBeLessThan(1)
  const rms = Math.sqrt(inner.reduce((sum, sample) => sum + sample * sample, 0) / inner.length)
  expect(Math.abs(20 * Math.log10(rms / (16_384 * Math.SQRT1_2)))).toBeLessThan(0.5)
})

test.each(factors)(
  'at speed %f the start and the end of the speech are where they are heard',
  (factor) => {
    for (const { clip } of said) {
      const { clip: heard, report } = atSpeed(clip, factor)
      const levels = measureLevels(heard)
      expect(Math.abs(report.speechStartMs - (levels.speechStartMs ?? NaN))).toBeLessThan(30)
      expect(Math.abs(report.speechEndMs - (levels.speechEndMs ?? NaN))).toBeLessThan(30)
    }
  },
)

test('loudness and words stay in their order', () => {
  const { clip } = atSpeed(speech, 1.3)
  const envelope = ({ pcm }: Clip) =>
    Array.from({ length: 40 }, (_, part) => {
      const [from, to] = [part, part + 1].map((edge) => Math.round((edge * pcm.length) / 40))
      return Math.sqrt(pcm.subarray(from, to).reduce((sum, sample) => sum + sample * sample, 0))
    })
  const centred = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return values.map((value) => value - mean)
  }
  const [a, b] = [centred(envelope(speech)), centred(envelope(clip))]
  const dot = (x: number[], y: number[]) =>
    x.reduce((sum, value, n) => sum + value * (y[n] ?? 0), 0)
  expect(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))).toBeGreaterThan(0.95)
})

test('speed 1 changes nothing', () => {
  expect(atSpeed(speech, 1).clip).toEqual(speech)
})
