import { expect, test } from 'vitest'

import { detectOnset } from '#lib/engines/speech/audio/onset.ts'
import { concat, mix, noise, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'

const rate = 16_000
const spoken = ['slt', 'rms', 'awb'].flatMap(utterances)

/** ms by which onset is reported late (or early, negative) with a second of `level` noise around the reply. */
function errors(level: number): number[] {
  return spoken.map(({ clip, startMs }) => {
    const reply = concat(silence(rate, 1_000), clip, silence(rate, 500))
    const durationMs = (reply.pcm.length / rate) * 1_000
    const heard = mix(reply, noise({ sampleRate: rate, durationMs, level }))
    return (detectOnset(heard) ?? NaN) - 1_000 - startMs
  })
}

const outside = (values: number[], limit: number) => values.filter((v) => !(Math.abs(v) <= limit))

test('finds replies in digital silence within 40 ms', () => {
  expect(outside(errors(0), 40)).toEqual([])
})

test('finds replies over -60 dBFS noise within 40 ms', () => {
  expect(outside(errors(0.001), 40)).toEqual([])
})

test('finds replies over -45 dBFS noise: half within 20 ms, none missed', () => {
  const sorted = errors(0.0056)
    .map(Math.abs)
    .toSorted((a, b) => a - b)
  expect(sorted[sorted.length >> 1]).toBeLessThanOrEqual(20)
  expect(sorted.at(-1)).toBeLessThanOrEqual(150)
})

test('a reply that starts with the clip starts at 0', () => {
  for (const { clip, startMs } of spoken) {
    const cut = { ...clip, pcm: clip.pcm.subarray(Math.round((startMs / 1_000) * rate)) }
    expect(detectOnset(cut)).toBeLessThanOrEqual(40)
  }
})

test('steady noise, silence, a click and nothing are no reply', () => {
  const click = silence(rate, 1_000)
  click.pcm[8_000] = 30_000
  const hiss = noise({ sampleRate: rate, durationMs: 5_000, level: 0.1 })
  for (const clip of [silence(rate, 1_000), hiss, click, silence(rate, 0)])
    expect(detectOnset(clip)).toBeNull()
})

test.each([8_000, 22_050, 48_000])('works at %i Hz', (sampleRate) => {
  const clip = concat(
    silence(sampleRate, 700),
    tone({ hz: 300, sampleRate, durationMs: 400, level: 0.3 }),
  )
  expect(Math.abs((detectOnset(clip) ?? NaN) - 700)).toBeLessThanOrEqual(20)
})
