import { expect, test } from 'vitest'

import { markFrom, packRows, placeLabels, ticksOf } from '#components/timeline/lane-layout.ts'
import type { TimelineEntry, TimelineView } from '#lib/executions/timeline/schema.ts'

const entry = (from_ms: number, to_ms: number | null = null): TimelineEntry => ({
  ...{ id: `e${from_ms}`, turn: 0, lane: 'times', kind: 'done', from_ms, to_ms },
  ...{ label: 'Done', value: '1 s' },
})

const place = (items: { at: number; rank: number }[], end = 1_000) =>
  placeLabels(items, {
    ...{ at: ({ at }) => at, rank: ({ rank }) => rank, width: () => 100, bare: 10 },
    ...{ rows: 2, end },
  }).map(({ row, labelled }) => [row, labelled])

test('labels that would lie over each other go to other rows, the last without room is a tick', () => {
  expect(
    place([
      { at: 0, rank: 1 },
      { at: 20, rank: 2 },
      { at: 40, rank: 3 },
      { at: 200, rank: 4 },
    ]),
  ).toEqual([
    [0, true],
    [1, true],
    [null, false],
    [0, true],
  ])
})

test('what matters more gets the room, whatever comes first', () =>
  expect(
    placeLabels(
      [
        { at: 0, rank: 9 },
        { at: 20, rank: 1 },
      ],
      {
        ...{ at: ({ at }) => at, rank: ({ rank }) => rank, width: () => 100, bare: 10 },
        ...{ rows: 1, end: 1_000 },
      },
    ).map(({ labelled }) => labelled),
  ).toEqual([false, true]))

test('a sign alone is shown where it has room', () =>
  expect(
    place([
      { at: 0, rank: 1 },
      { at: 10, rank: 2 },
      { at: 105, rank: 3 },
      { at: 107, rank: 9 },
      { at: 195, rank: 4 },
    ]).at(3),
  ).toEqual([null, false]))

test('a label does not stick out at the right', () =>
  expect(place([{ at: 950, rank: 1 }])).toEqual([[0, false]]))

test('bars that overlap lie in rows of their own, as many as are allowed', () => {
  const bars = [entry(0, 100), entry(50, 200), entry(60, 90), entry(120, 150)]
  const rows = packRows(bars, 0, 2)
  expect(bars.map((bar) => rows.get(bar))).toEqual([0, 1, 1, 0])
})

const turn = {
  turn: 0,
  from_ms: 0,
  to_ms: 3_000,
  zero_ms: 0,
  estimated: false,
  not_to_scale: null,
  ...{ caller: null, voice_ai: null },
}
const view: TimelineView = {
  ...{ clock: 'turns', duration_ms: 6_500, breaks: [], clips: [], entries: [] },
  turns: [turn, { ...turn, turn: 1, from_ms: 3_500, zero_ms: 3_500, to_ms: 6_500 }],
}

test('each turn has a ruler of its own where the distance of turns is not known', () =>
  expect(ticksOf(view, 0.1)).toEqual([
    { at_ms: 0, label: '0 s' },
    { at_ms: 1_000, label: '1 s' },
    { at_ms: 2_000, label: '2 s' },
    { at_ms: 3_500, label: '0 s' },
    { at_ms: 4_500, label: '1 s' },
    { at_ms: 5_500, label: '2 s' },
  ]))

test('in a part that is not to scale the ruler is stretched with it', () => {
  const stretched = { ...turn, not_to_scale: { from_ms: 0, to_ms: 500, drawn_ms: 2_000 } }
  const ticks = ticksOf({ ...view, turns: [{ ...stretched, to_ms: 4_000 }] }, 0.1)
  expect(ticks.map(({ at_ms }) => at_ms)).toEqual([0, 2_500, 3_500])
})

test('the ruler of a call counts from the beginning of its recording, and never crowds', () => {
  const clip = { side: 'call', turn: null, url: '', label: '', fault: null, starts_ms: 0 } as const
  const call: TimelineView = {
    ...view,
    clock: 'call',
    duration_ms: 600_200,
    clips: [{ ...clip, from_ms: 200, to_ms: 600_200 }],
  }
  expect(ticksOf(call, 0.002).length).toBeLessThan(25)
  expect(ticksOf(call, 0.002)[1]).toEqual({ at_ms: 30_200, label: '30 s' })
  expect(ticksOf(call, 0)).toEqual([])
})

test('from mark to mark, and not to the one where we are', () => {
  const marks = [entry(0), entry(500), entry(502), entry(900)]
  expect(markFrom(marks, 500, 1)?.from_ms).toBe(900)
  expect(markFrom(marks, 500, -1)?.from_ms).toBe(0)
  expect(markFrom(marks, 900, 1)).toBeNull()
})
