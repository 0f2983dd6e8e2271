import { expect, test } from 'vitest'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { heardUntil, recordCall, type RecordedTurn } from '#lib/runs/execute/call-recording.ts'

/** `ms` of one value, so that it can be found again in a channel. */
const level = (value: number, ms: number, sampleRate = 16_000) => ({
  pcm: new Int16Array((ms * sampleRate) / 1_000).fill(value),
  sampleRate,
})
const audio = (at: number, value: number, ms: number): TurnEvent => ({
  ...{ at, type: 'audio' },
  ...level(value, ms),
})
const rest = (at: number, value: number, ms: number): TurnEvent => ({
  ...{ at, type: 'unsolicited_audio' },
  ...level(value, ms),
})
const sent = (at: number, audioMs: number, first?: true): TurnEvent => ({
  ...{ at, type: 'sent', bytes: 0, audioMs, ...(first && { first }) },
})
const turn = (
  index: number,
  events: TurnEvent[],
  said: RecordedTurn['said'] = null,
): RecordedTurn => ({
  index,
  said,
  events,
})

/** Runs of equal samples as `[value, ms]`. */
function runs(samples: Int16Array): [number, number][] {
  const found: [number, number][] = []
  for (const sample of samples) {
    const last = found.at(-1)
    if (last?.[0] === sample) last[1] += 1
    else found.push([sample, 1])
  }
  return found.map(([value, count]) => [value, count / 16])
}

test('what comes faster than it is spoken plays one after the other, in real time', () => {
  const call = recordCall([
    turn(0, [audio(1_000, 1, 100), audio(1_010, 2, 100), audio(1_500, 3, 50)]),
  ])
  expect(runs(call?.voiceAi ?? new Int16Array())).toEqual([
    [1, 100],
    [2, 100],
    [0, 300],
    [3, 50],
  ])
})

test('an interruption empties the queue at that sample, and the next reply begins when it comes', () => {
  const turns = [
    turn(0, [audio(1_000, 1, 1_000)]),
    turn(1, [rest(1_100, 2, 1_000), { at: 1_250.5, type: 'interrupted' }, audio(1_400, 3, 100)]),
  ]
  const call = recordCall(turns)
  expect(runs(call?.voiceAi ?? new Int16Array())).toEqual([
    [1, 250.5],
    [0, 149.5],
    [3, 100],
  ])
  expect(call?.voiceAiSpans).toEqual([
    { turn: 0, unsolicited: false, from: 0, to: 4_008 },
    { turn: 1, unsolicited: false, from: 6_400, to: 8_000 },
  ])
  expect(heardUntil(turns)).toBe(1_500)
})

test('the rest of a reply goes on without a gap, but is known as such', () => {
  const call = recordCall([turn(0, [audio(1_000, 1, 200)]), turn(1, [rest(1_050, 2, 100)])])
  expect(runs(call?.voiceAi ?? new Int16Array())).toEqual([
    [1, 200],
    [2, 100],
  ])
  expect(call?.voiceAiSpans.map(({ unsolicited }) => unsolicited)).toEqual([false, true])
})

test('the caller is where the least delayed write says, and only as far as was sent', () => {
  // The first write was held up by 7 ms, the one at 50 ms left in time, the last one late again.
  const events = [sent(1_007, 0, true), sent(1_050, 50), sent(1_131, 120), audio(1_300, 9, 10)]
  const call = recordCall([turn(0, events, level(5, 400))])
  expect(runs(call?.caller ?? new Int16Array())).toEqual([
    [5, 120],
    [0, 190],
  ])
  expect(runs(call?.voiceAi ?? new Int16Array())).toEqual([
    [0, 300],
    [9, 10],
  ])
})

test('a turn that was tried again is recorded as the last try said it', () => {
  const events = [sent(1_000, 0, true), sent(1_100, 100), sent(2_000, 0, true), sent(2_100, 100)]
  const call = recordCall([turn(0, events, level(5, 100))])
  expect(runs(call?.caller ?? new Int16Array())).toEqual([[5, 100]])
})

test('other rates are brought to 16 kHz as one stream', () => {
  const piece = (at: number): TurnEvent => ({ at, type: 'audio', ...level(1_000, 20, 24_000) })
  const call = recordCall([turn(0, [piece(1_000), piece(1_001), piece(1_002)])])
  expect(call?.voiceAi).toHaveLength(960)
  // Away from the ends of the stream the level is whole: the pieces leave no seams.
  const inside = [...(call?.voiceAi.subarray(100, 860) ?? [])]
  expect(Math.min(...inside)).toBeGreaterThan(995)
  expect(Math.max(...inside)).toBeLessThan(1_005)
})

test('a call without sound is none', () => expect(recordCall([turn(0, [])])).toBeNull())
