import { expect, test } from 'vitest'

import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import type { CallRecording } from '#lib/runs/execute/call-recording.ts'
import { measureBargeIn } from '#lib/runs/execute/measure-barge-in.ts'

const sampleRate = 16_000
type Part = { turn: number; unsolicited?: boolean; fromMs: number; toMs: number }

function side(parts: Part[], lengthMs: number) {
  const samples = new Int16Array((lengthMs * sampleRate) / 1_000)
  const spans = parts.map(({ turn, unsolicited = false, fromMs, toMs }) => {
    const from = fromMs * 16
    const { pcm } = tone({ hz: 300, sampleRate, durationMs: toMs - fromMs, level: 0.5 })
    samples.set(pcm, from)
    return { turn, unsolicited, from, to: toMs * 16 }
  })
  return { samples, spans }
}

function recording(caller: Part[], voiceAi: Part[]): CallRecording {
  const [left, right] = [side(caller, 6_000), side(voiceAi, 6_000)]
  return {
    ...{ sampleRate, startedAt: 0, caller: left.samples, voiceAi: right.samples },
    ...{ callerSpans: left.spans, voiceAiSpans: right.spans },
  }
}
const measure = (
  caller: Part[],
  voiceAi: Part[],
  speech: { fromMs: number; toMs: number } | null = null,
) => measureBargeIn(recording(caller, voiceAi), { turn: 1, afterMs: 800, speech })

test('tells when the caller began, how long both spoke, and when the voice AI fell silent', () =>
  expect(
    measure(
      [{ turn: 1, fromMs: 1_800, toMs: 3_000 }],
      [
        { turn: 0, fromMs: 1_000, toMs: 2_100 },
        { turn: 1, fromMs: 4_000, toMs: 5_000 },
      ],
    ),
  ).toEqual({
    evidence: { after_ms: 800, began_ms: 800, overlap_ms: 300, stopped_ms: 300 },
    overlaps: [{ turn: 1, from_ms: 1_800, to_ms: 2_100 }],
  }))

test('the rest of the old reply that came in this turn counts as the old reply', () =>
  expect(
    measure(
      [{ turn: 1, fromMs: 1_800, toMs: 2_800 }],
      [
        { turn: 0, fromMs: 1_000, toMs: 2_000 },
        { turn: 1, unsolicited: true, fromMs: 2_000, toMs: 4_000 },
      ],
    ).evidence,
  ).toMatchObject({ overlap_ms: 1_000, stopped_ms: 2_200 }))

test('a caller who came too late has not broken in', () =>
  expect(
    measure([{ turn: 1, fromMs: 1_800, toMs: 3_000 }], [{ turn: 0, fromMs: 1_000, toMs: 1_500 }]),
  ).toEqual({
    evidence: { after_ms: 800, began_ms: 800, overlap_ms: 0, stopped_ms: null },
    overlaps: [],
  }))

test('an answer to the interruption is no overlap, however early it comes', () =>
  expect(
    measure(
      [{ turn: 1, fromMs: 1_800, toMs: 3_000 }],
      [
        { turn: 0, fromMs: 1_000, toMs: 1_500 },
        { turn: 1, fromMs: 2_500, toMs: 4_000 },
      ],
    ).evidence.overlap_ms,
  ).toBe(0))

test('noise before the speech is not the caller', () =>
  expect(
    measure([{ turn: 1, fromMs: 1_500, toMs: 3_000 }], [{ turn: 0, fromMs: 1_000, toMs: 2_000 }], {
      fromMs: 400,
      toMs: 1_400,
    }).evidence,
  ).toEqual({ after_ms: 800, began_ms: 900, overlap_ms: 100, stopped_ms: 100 }))

test('without a reply to break into there is nothing to measure', () =>
  expect(measure([{ turn: 1, fromMs: 1_000, toMs: 2_000 }], []).evidence).toEqual({
    ...{ after_ms: 800, began_ms: null, overlap_ms: 0, stopped_ms: null },
  }))
