import { expect, test } from 'vitest'

import { barsOf, loudest, wavesOf } from '#components/timeline/wave-picture.ts'
import type { TimelineClip, WaveformView } from '#lib/executions/timeline/schema.ts'

const clip = (side: TimelineClip['side'], turn: number | null, from_ms: number): TimelineClip => ({
  ...{ side, turn, from_ms, to_ms: from_ms + 40, starts_ms: 0, url: '/', label: '', fault: null },
})
const base64 = (bytes: number[]) => Buffer.from(bytes).toString('base64')
const wave = (side: WaveformView['side'], turn: number | null, ...channels: number[][]) => ({
  ...{ side, turn, step_ms: 10, fault: null },
  channels: channels.map(base64),
})

test('each side of a call is its channel, each side of a turn its recording', () => {
  const call = [clip('call', null, 100)]
  const both = [wave('call', null, [1, 2], [3, 4])]
  expect([...(wavesOf('caller', call, both).waves[0]?.peaks ?? [])]).toEqual([1, 2])
  expect([...(wavesOf('voice_ai', call, both).waves[0]?.peaks ?? [])]).toEqual([3, 4])
  const turns = [clip('caller', 0, 0), clip('voice_ai', 0, 50), clip('caller', 1, 200)]
  const found = wavesOf('caller', turns, [wave('caller', 0, [9]), wave('caller', 1, [8])])
  expect(found.waves.map(({ from_ms, peaks }) => [from_ms, ...peaks])).toEqual([
    [0, 9],
    [200, 8],
  ])
})

test('a recording that is gone says why, once', () => {
  const gone = { ...wave('caller', 0), fault: 'Storage cannot be reached.' }
  const found = wavesOf(
    'caller',
    [clip('caller', 0, 0), clip('caller', 1, 100)],
    [gone, { ...gone, turn: 1 }],
  )
  expect(found).toEqual({ waves: [], faults: ['Storage cannot be reached.'] })
})

test('silence is drawn, and what was not recorded is not', () => {
  const waves = [
    { from_ms: 100, to_ms: 130, starts_ms: 0, step_ms: 10, peaks: Uint8Array.of(0, 0, 200) },
  ]
  expect(loudest(waves, 100, 110)).toBe(0)
  expect(loudest(waves, 100, 130)).toBe(200)
  expect(loudest(waves, 0, 50)).toBeNull()
  expect(loudest(waves, 131, 500)).toBeNull()
})

test('of a piece of a recording only that piece is drawn', () => {
  const peaks = Uint8Array.of(10, 20, 30, 40)
  const piece = { from_ms: 100, to_ms: 120, starts_ms: 20, step_ms: 10, peaks }
  expect(loudest([piece], 0, 110)).toBe(30)
  expect(loudest([piece], 0, 500)).toBe(40)
  expect(loudest([{ ...piece, to_ms: 110 }], 0, 500)).toBe(30)
})

test('bars keep their places while it is scrolled', () => {
  const waves = [
    { from_ms: 0, to_ms: 1_000, starts_ms: 0, step_ms: 10, peaks: new Uint8Array(100).fill(128) },
  ]
  const at = (left: number) =>
    barsOf({ waves, left, width: 30, msPerPx: 10 }).map(({ x }) => x + left)
  expect(at(0)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27])
  expect(at(4)).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33])
})

test('what is almost silent stays small', () => {
  const waves = [{ from_ms: 0, to_ms: 20, starts_ms: 0, step_ms: 10, peaks: Uint8Array.of(4, 4) }]
  expect(barsOf({ waves, left: 0, width: 3, msPerPx: 1 })[0]?.height).toBeCloseTo((4 / 64) ** 1.5)
})
