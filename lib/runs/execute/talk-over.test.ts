import { expect, test } from 'vitest'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { concat, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { talkOverMs } from '#lib/runs/execute/talk-over.ts'

const sampleRate = 16_000
const sound = (durationMs: number) => tone({ hz: 300, sampleRate, durationMs, level: 0.5 })
/** A second of speech with a pause of 400 ms in it, and silence around; its speech ends at 10,000. */
const said = concat(
  silence(sampleRate, 200),
  sound(300),
  silence(sampleRate, 400),
  sound(300),
  silence(sampleRate, 500),
)
const facts = { said, speech: { fromMs: 200, toMs: 1_200 }, spokenAt: 10_000 }
const greeting = (at: number, ms: number): TurnEvent => ({
  ...{ type: 'unsolicited_audio', at },
  ...sound(ms),
})
const both = (heard: [number, number][], events: TurnEvent[] = []) =>
  talkOverMs({ ...facts, events, heard: heard.map(([from, to]) => ({ from, to })) })

test('an answer after the caller is none', () => expect(both([[10_000, 12_000]])).toBe(0))

test('a reply that begins before the caller has ended', () =>
  expect(both([[9_900, 11_000]])).toBeCloseTo(100, 6))

test('what falls into a pause of the caller does not count', () =>
  expect(both([[9_350, 9_650]])).toBe(0))

test('silence in the reply does not count', () =>
  expect(
    both([
      [9_000, 9_100],
      [9_250, 9_290],
    ]),
  ).toBeCloseTo(100 + 40, 6))

test('a greeting that goes on while the caller speaks counts, up to where it was interrupted', () => {
  expect(both([], [greeting(8_500, 700)])).toBeCloseTo(200, 6)
  const stopped: TurnEvent = { type: 'interrupted', at: 9_100 }
  expect(both([], [greeting(8_500, 700), stopped])).toBeCloseTo(100, 6)
})
