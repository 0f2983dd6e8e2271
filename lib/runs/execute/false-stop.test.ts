import { expect, test } from 'vitest'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { recordCall } from '#lib/runs/execute/call-recording.ts'
import { falseStop } from '#lib/runs/execute/false-stop.ts'
import type { Utterance } from '#lib/runs/execute/take-turn.ts'

const sampleRate = 16_000
const sound = (durationMs: number) => tone({ hz: 300, sampleRate, durationMs, level: 0.5 })
const mhm = sound(400)
const utterance = {
  ...{ index: 1, language: 'en-US', text: 'mhm' },
  stimulus: { clip: mhm, levels: { speechStartMs: 0, speechEndMs: 400 } },
} as Utterance
const audio = (type: 'audio' | 'unsolicited_audio', at: number, ms: number): TurnEvent => ({
  ...{ type, at },
  ...sound(ms),
})
/** The caller murmurs from 2,000 to 2,400. */
const murmur: TurnEvent[] = [
  { type: 'sent', at: 2_000, bytes: 0, audioMs: 0, first: true },
  { type: 'sent', at: 2_400, bytes: 1, audioMs: 400 },
  { type: 'sent', at: 4_400, bytes: 1, audioMs: 2_400, last: true },
]

function told(old: TurnEvent[], during: TurnEvent[]) {
  const events = [...murmur, ...during]
  const recording = recordCall([
    { index: 0, said: null, events: old },
    { index: 1, said: mhm, events },
  ])
  return falseStop({ utterance, events }, recording).false_stop
}

test('a voice AI whose reply goes on has not stopped', () => {
  expect(told([audio('audio', 1_000, 5_000)], [])).toBe(false)
  const rest = [audio('unsolicited_audio', 2_100, 400), audio('unsolicited_audio', 2_500, 700)]
  expect(told([audio('audio', 1_000, 1_000)], rest)).toBe(false)
})

test('one that says that it was interrupted has stopped, however much had come', () =>
  expect(told([audio('audio', 1_000, 5_000)], [{ type: 'interrupted', at: 2_300 }])).toBe(true))

test.each([
  ['ended while the caller murmured', [audio('audio', 1_000, 1_300)], []],
  ['ended just after', [audio('audio', 1_000, 1_700)], []],
  ['was silent before', [audio('audio', 1_000, 500)], []],
  ['had ended, and a new one came', [audio('audio', 1_000, 1_300)], [audio('audio', 2_600, 2_000)]],
] as [string, TurnEvent[], TurnEvent[]][])('a reply that %s tells nothing', (_, old, during) =>
  expect(told(old, during)).toBeNull(),
)
