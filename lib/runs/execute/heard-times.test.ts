import { expect, test } from 'vitest'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import {
  before,
  commonMs,
  heardSounds,
  mayHideHole,
  pausesIn,
  playedPieces,
} from '#lib/runs/execute/heard-times.ts'

/** A piece of `ms` that arrived at a time. */
const piece = (at: number, ms: number): TurnEvent => ({
  ...{ type: 'audio', at, sampleRate: 8_000 },
  pcm: new Int16Array(ms * 8),
})
const sounds = (events: TurnEvent[], spans: [number, number][]) =>
  heardSounds(
    playedPieces(events),
    spans.map(([fromMs, toMs]) => ({ fromMs, toMs })),
  ).map(({ from, to }) => [from, to])

test.each([
  ['a whole file, after its silence', [piece(1_000, 5_000)], [[3_000, 4_000]], [[4_000, 5_000]]],
  [
    'pieces faster than they are spoken are one sound',
    [piece(1_000, 400), piece(1_010, 400), piece(1_020, 400)],
    [[0, 1_200]],
    [[1_000, 2_200]],
  ],
  [
    'a piece that comes late leaves a hole although the samples have none',
    [piece(1_000, 400), piece(3_000, 400)],
    [[0, 800]],
    [
      [1_000, 1_400],
      [3_000, 3_400],
    ],
  ],
  [
    'silence in the samples and a hole add up',
    [piece(1_000, 1_000), piece(2_500, 1_000)],
    [
      [0, 600],
      [1_200, 2_000],
    ],
    [
      [1_000, 1_600],
      [2_700, 3_500],
    ],
  ],
  [
    'a piece that comes some ms late is no hole',
    [piece(1_000, 200), piece(1_210, 200)],
    [[0, 400]],
    [[1_000, 1_410]],
  ],
] as [string, TurnEvent[], [number, number][], [number, number][]][])(
  '%s',
  (_, events, spans, heard) => expect(sounds(events, spans)).toEqual(heard),
)

test('a pause lies between two sounds: not before the first, nor after the last', () => {
  const heard = [
    { from: 5_000, to: 6_000 },
    { from: 6_900, to: 7_000 },
    { from: 8_500, to: 9_000 },
  ]
  expect(pausesIn(heard, 1_000)).toEqual([{ from: 7_000, to: 8_500 }])
  expect(pausesIn(heard.slice(0, 1), 1_000)).toEqual([])
  expect(before(heard, 6_950)).toEqual([
    { from: 5_000, to: 6_000 },
    { from: 6_900, to: 6_950 },
  ])
})

test('a file whose pieces came over a second may hide a hole; one that came at once does not', () => {
  const file = (until: number): TurnEvent[] => [{ ...piece(1_000, 5_000), until } as TurnEvent]
  expect(mayHideHole(file(2_500), 1_000)).toBe(true)
  expect(mayHideHole(file(1_500), 1_000)).toBe(false)
  expect(mayHideHole([piece(1_000, 200), piece(9_000, 200)], 1_000)).toBe(false)
})

test('both sound only where both do', () =>
  expect(
    commonMs(
      [
        { from: 0, to: 100 },
        { from: 200, to: 400 },
      ],
      [
        { from: 50, to: 250 },
        { from: 390, to: 500 },
      ],
    ),
  ).toBe(50 + 50 + 10))
