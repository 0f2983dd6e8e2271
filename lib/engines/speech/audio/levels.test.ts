import { expect, test } from 'vitest'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { concat, mix, noise, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'

const sine = tone({ hz: 440, sampleRate: 16_000, durationMs: 500, level: 0.5 })

test('a sine at half scale peaks at -6 dBFS and measures -9 dBFS RMS', () => {
  const levels = measureLevels(sine)
  expect(levels.durationMs).toBe(500)
  expect(levels.peakDb).toBeCloseTo(-6.02, 1)
  expect(levels.rmsDb).toBeCloseTo(-9.03, 1)
})

test('finds where sound starts and ends, and how much is silent', () => {
  const levels = measureLevels(concat(silence(16_000, 300), sine, silence(16_000, 200)))
  expect(Math.abs((levels.speechStartMs ?? NaN) - 300)).toBeLessThanOrEqual(10)
  expect(Math.abs((levels.speechEndMs ?? NaN) - 800)).toBeLessThanOrEqual(10)
  expect(levels.silentShare).toBeCloseTo(0.5, 1)
})

test('silence, faint hiss, an offset and an empty clip hold no speech', () => {
  const hiss = noise({ sampleRate: 16_000, durationMs: 500, level: 0.0005 })
  const offset = { pcm: new Int16Array(8_000).fill(9_000), sampleRate: 16_000 }
  const empty = { pcm: new Int16Array(0), sampleRate: 16_000 }
  for (const clip of [silence(16_000, 500), hiss, offset, empty])
    expect(measureLevels(clip)).toMatchObject({
      speechStartMs: null,
      speechEndMs: null,
      silentShare: 1,
    })
  expect(measureLevels(empty)).toMatchObject({ durationMs: 0, peakDb: -120, rmsDb: -120 })
})

test('a click is not speech', () => {
  const clip = concat(silence(16_000, 300), sine, silence(16_000, 500))
  clip.pcm[1_000] = 20_000
  expect(measureLevels(clip).speechStartMs).toBeGreaterThan(280)
})

test('hears speech in room noise', () => {
  const room = noise({ sampleRate: 16_000, durationMs: 1_000, level: 0.01 })
  const clip = mix(room, concat(silence(16_000, 300), sine, silence(16_000, 200)))
  const levels = measureLevels(clip)
  expect(Math.abs((levels.speechStartMs ?? NaN) - 300)).toBeLessThanOrEqual(10)
  expect(Math.abs((levels.speechEndMs ?? NaN) - 800)).toBeLessThanOrEqual(10)
})

test('agrees with the phone boundaries of the engine: 95 of 100 within 20 ms, all within 40 ms', () => {
  const errors = ['slt', 'rms', 'awb'].flatMap(utterances).flatMap(({ clip, startMs, endMs }) => {
    const { speechStartMs, speechEndMs } = measureLevels(clip)
    return [Math.abs((speechStartMs ?? NaN) - startMs), Math.abs((speechEndMs ?? NaN) - endMs)]
  })
  const sorted = errors.toSorted((a, b) => a - b)
  expect(errors.length).toBe(72)
  expect(sorted[Math.floor(errors.length * 0.95)]).toBeLessThanOrEqual(20)
  expect(sorted.at(-1)).toBeLessThanOrEqual(40)
})
