import { expect, test } from 'vitest'

import type { ReplyEvent, TurnEvent } from '#lib/engines/connectors/types.ts'
import { answerTimes, type AnswerFacts } from '#lib/runs/execute/answer-times.ts'

const audio = (at: number, ms: number): TurnEvent => ({
  ...{ type: 'audio', at, sampleRate: 8_000 },
  pcm: new Int16Array(ms * 8),
})
const reply = (more: Partial<ReplyEvent>): TurnEvent => ({
  ...{ type: 'reply', at: 1_000, written: 'It is sunny.', spoken: 'It is sunny.' },
  ...{ fillers: [{ at: 1_000, text: 'Let me check.' }], ...more },
})
const times = (events: TurnEvent[], spans: [number, number][], more: Partial<AnswerFacts> = {}) =>
  answerTimes({
    ...{ events, askedAt: 500, isSpoken: true },
    spans: spans.map(([fromMs, toMs]) => ({ fromMs, toMs })),
    ...more,
  })

/** A filler of a second, an answer that arrives at 4,000 and sounds 200 ms later. */
const spoken = [audio(1_000, 1_000), audio(4_000, 2_000)]
const both: [number, number][] = [
  [0, 900],
  [1_200, 3_000],
]

test('the answer is heard from its own first sound, and the gap is the silence before it', () => {
  const told = reply({ answerAt: 3_990, answerAudioAt: 4_000 })
  expect(times([...spoken, told], both)).toEqual({ final_answer_ms: 3_700, filler_gap_ms: 2_300 })
})

test('words that come after the sound do not make the answer late', () => {
  const told = reply({ answerAt: 5_500, answerAudioAt: 4_000 })
  expect(times([...spoken, told], both)).toEqual({ final_answer_ms: 3_700, filler_gap_ms: 2_300 })
})

test('an answer that came while the filler was played is heard after it', () => {
  const told = reply({ answerAt: 1_400, answerAudioAt: 1_500 })
  const events = [audio(1_000, 1_000), audio(1_500, 1_000), told]
  expect(times(events, [[0, 2_000]])).toEqual({ final_answer_ms: 1_500, filler_gap_ms: 0 })
})

test.each([
  ['the filler’s end may have come after the tool', { answerAt: 4_000, answerAudioAt: 1_500 }],
  ['no audio came after the tool', { answerAt: 4_000 }],
  ['all of it came as one file', { answerAt: 4_000, answerAudioAt: 4_500 }],
])('it is not told where %s', (_, more) => {
  const events = [audio(1_000, 1_000), audio(1_500, 500), audio(4_000, 1_000), reply(more)]
  expect(times(events, [[0, 2_500]])).toEqual({})
})

test('by text the answer comes with its first word', () => {
  const told = reply({ answerAt: 4_000 })
  expect(times([told], [])).toEqual({ final_answer_ms: 3_500 })
  expect(times([audio(1_000, 500), told], [[0, 500]], { isSpoken: false })).toEqual({
    final_answer_ms: 3_500,
  })
})

test('without fillers, or without a time to count from, there is nothing to tell', () => {
  const { fillers: _, ...plain } = reply({ answerAt: 4_000 }) as ReplyEvent & { at: number }
  expect(times([{ ...plain }], [])).toEqual({})
  expect(times([reply({ answerAt: 4_000 })], [], { askedAt: null })).toEqual({})
})
