import { expect, test } from 'vitest'

import { KnownThings } from '#lib/engines/connectors/realtime/known-things.ts'
import { shiftEvent } from '#lib/engines/connectors/realtime/shift-event.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'

const pcm = new Int16Array(4)

test.each<[TurnEvent, TurnEvent]>([
  [
    { at: 5, type: 'first_byte' },
    { at: 105, type: 'first_byte' },
  ],
  [
    { at: 5, type: 'audio', pcm, sampleRate: 8_000, until: 9 },
    { at: 105, type: 'audio', pcm, sampleRate: 8_000, until: 109 },
  ],
  [
    { at: 5, type: 'audio', pcm, sampleRate: 8_000 },
    { at: 105, type: 'audio', pcm, sampleRate: 8_000 },
  ],
  [
    { at: 5, type: 'sent', bytes: 1, audioMs: 50 },
    { at: 105, type: 'sent', bytes: 1, audioMs: 50 },
  ],
  [
    {
      ...{ at: 5, type: 'reply', written: 'a', spoken: 'b', answerAt: 6, answerAudioAt: 7 },
      ...{ textAt: 4, fillers: [{ at: 3, text: 'one moment' }] },
    },
    {
      ...{ at: 105, type: 'reply', written: 'a', spoken: 'b', answerAt: 106, answerAudioAt: 107 },
      ...{ textAt: 104, fillers: [{ at: 103, text: 'one moment' }] },
    },
  ],
])('every time of %j is moved, and nothing else', (event, moved) =>
  expect(shiftEvent(event, 100)).toEqual(moved),
)

test('a thing goes over once; the one used least makes room', () => {
  const known = new KnownThings<{ size: number }>(10, ({ size }) => size)
  const [one, two, three] = [{ size: 4 }, { size: 4 }, { size: 4 }]
  expect(known.take(one)).toEqual({ number: 1, isNew: true, forget: [] })
  expect(known.take(two)).toEqual({ number: 2, isNew: true, forget: [] })
  expect(known.take(one)).toEqual({ number: 1, isNew: false, forget: [] })
  expect(known.take(three)).toEqual({ number: 3, isNew: true, forget: [2] })
  expect(known.take(two)).toEqual({ number: 2, isNew: true, forget: [1] })
  expect(known.take({ size: 50 })).toEqual({ number: 4, isNew: true, forget: [3, 2] })
})
