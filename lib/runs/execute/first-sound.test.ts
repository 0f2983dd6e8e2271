import { expect, test } from 'vitest'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { firstSoundAt, withFirstSound } from '#lib/runs/execute/first-sound.ts'

/** A piece of `ms` that arrived at a time. */
const piece = (at: number, ms: number): TurnEvent => ({
  ...{ type: 'audio', at, sampleRate: 8_000 },
  pcm: new Int16Array(ms * 8),
})

test.each([
  ['a whole file, after its silence', [piece(1_000, 5_000)], 3_000, 4_000],
  ['pieces in real time', [piece(1_000, 200), piece(1_200, 200), piece(1_400, 200)], 300, 1_300],
  ['pieces faster than real time', [piece(1_000, 200), piece(1_010, 200)], 300, 1_300],
  ['pieces that come late', [piece(1_000, 200), piece(2_000, 200)], 250, 2_050],
  ['sound at once', [piece(1_000, 200)], 0, 1_000],
])('%s', (_, events, leadMs, at) => expect(firstSoundAt(events, leadMs)).toBe(at))

test('no audio has no first sound', () => expect(firstSoundAt([], 0)).toBeNull())

const timings = { ...voiceTurn().timings, speech_end_ms: 1_830, response_ms: 231 }

test('three seconds of silence before the first word are waiting', () => {
  const lead = { startedAt: 10_000, leadMs: 3_000 }
  expect(withFirstSound(timings, [piece(12_061, 5_000)], lead)).toMatchObject({
    first_sound_ms: 5_061,
    response_ms: 3_231,
  })
})

test('a response never comes before its text, and is unchanged where nothing was heard', () => {
  const early = withFirstSound(timings, [piece(11_900, 500)], { startedAt: 10_000, leadMs: 20 })
  expect(early).toMatchObject({ first_sound_ms: 1_920, response_ms: 231 })
  expect(withFirstSound(timings, [], { startedAt: 0, leadMs: 0 })).toEqual(timings)
  expect(withFirstSound(timings, [piece(1, 9)], { startedAt: 0, leadMs: null })).toEqual(timings)
})
