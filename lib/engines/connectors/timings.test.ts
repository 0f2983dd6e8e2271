import { expect, test } from 'vitest'

import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'

const reply = (at: number): TurnEvent => ({ at, type: 'reply', written: 'x', spoken: 'x' })

const voice: TurnEvent[] = [
  { at: 1_010, type: 'connected' },
  { at: 1_011, type: 'sent', bytes: 100, audioMs: 0, first: true },
  { at: 1_400, type: 'first_byte' },
  { at: 1_400, type: 'partial', text: 'wh' },
  { at: 2_211, type: 'sent', bytes: 900, audioMs: 1_200 },
  { at: 2_511, type: 'sent', bytes: 999, audioMs: 1_500, last: true },
  { at: 2_700, type: 'attempt', number: 1, outcome: 'ok' },
  { at: 2_650, type: 'transcript', text: 'what' },
  reply(2_650),
  { at: 2_650, type: 'audio', pcm: new Int16Array(0), sampleRate: 16_000 },
  { at: 2_650, type: 'done' },
]

test('counts a voice turn from the moment the last sample of speech left', () => {
  expect(deriveTimings(voice, { startedAt: 1_000, speechEndMs: 1_200 })).toEqual({
    connect_ms: 10,
    first_byte_out_ms: 11,
    last_byte_out_ms: 1_511,
    first_partial_ms: 400,
    transcript_ms: 1_650,
    first_byte_ms: 400,
    first_audio_ms: 1_650,
    done_ms: 1_650,
    response_ms: 439,
    speech_end_ms: 1_211,
    first_event_ms: 1_650,
    first_text_ms: 1_650,
  })
})

test('does not count the silence after the speech as waiting', () => {
  const quiet = deriveTimings(voice, { startedAt: 0, speechEndMs: 1_200 }).response_ms ?? 0
  const whole = deriveTimings(voice, { startedAt: 0, speechEndMs: 1_500 }).response_ms ?? 0
  expect(quiet - whole).toBe(300)
})

test('counts from the last write when the voice AI stopped us before the end of speech', () => {
  const stopped = voice.filter((event) => event.type !== 'sent' || event.audioMs !== 1_200)
  const cut = stopped.map((event) =>
    event.type === 'sent' && event.last ? { ...event, audioMs: 800 } : event,
  )
  expect(deriveTimings(cut, { startedAt: 0, speechEndMs: 1_200 }).response_ms).toBe(139)
})

test('counts a text turn from its last byte', () => {
  const text: TurnEvent[] = [
    { at: 5, type: 'connected' },
    { at: 5, type: 'sent', bytes: 10, first: true, last: true },
    { at: 25, type: 'first_byte' },
    reply(30),
    { at: 30, type: 'done' },
  ]
  expect(deriveTimings(text, { startedAt: 0, speechEndMs: null })).toMatchObject({
    response_ms: 25,
    speech_end_ms: null,
    first_audio_ms: null,
  })
})

test('looks at the last try alone', () => {
  const events: TurnEvent[] = [
    { at: 1, type: 'connected' },
    { at: 2, type: 'sent', bytes: 10, first: true, last: true },
    { at: 50, type: 'attempt', number: 1, outcome: 'retry', fault: 'reset' },
    { at: 100, type: 'sent', bytes: 10, first: true, last: true },
    { at: 110, type: 'attempt', number: 2, outcome: 'ok' },
    reply(109),
  ]
  expect(deriveTimings(events, { startedAt: 0, speechEndMs: null })).toMatchObject({
    connect_ms: null,
    first_byte_out_ms: 100,
    response_ms: 9,
  })
})

test('without a reply there is no response time', () => {
  const none = deriveTimings([], { startedAt: 0, speechEndMs: 10 })
  expect(Object.values(none).every((value) => value === null)).toBe(true)
})

test('a transcript is final with the last of its pieces, a partial is the first', () => {
  const events: TurnEvent[] = [
    { at: 10, type: 'partial', text: 'wh' },
    { at: 20, type: 'partial', text: 'what' },
    { at: 30, type: 'transcript', text: 'what' },
    { at: 40, type: 'transcript', text: 'what time' },
  ]
  expect(deriveTimings(events, { startedAt: 0, speechEndMs: 5 })).toMatchObject({
    first_partial_ms: 10,
    transcript_ms: 40,
  })
})

test('a text of two writes is counted from the second', () => {
  const events: TurnEvent[] = [
    { at: 5, type: 'sent', bytes: 0, first: true },
    { at: 9, type: 'sent', bytes: 10, last: true },
    reply(30),
  ]
  expect(deriveTimings(events, { startedAt: 0, speechEndMs: null })).toMatchObject({
    ...{ first_byte_out_ms: 5, last_byte_out_ms: 9, response_ms: 21 },
  })
})

test('at four times the pace the moment of the write counts, not the length of the audio', () => {
  const events: TurnEvent[] = [
    { at: 0, type: 'sent', bytes: 1, audioMs: 0, first: true },
    { at: 300, type: 'sent', bytes: 2, audioMs: 1_200 },
    { at: 375, type: 'sent', bytes: 3, audioMs: 1_500, last: true },
    reply(700),
  ]
  expect(deriveTimings(events, { startedAt: 0, speechEndMs: 1_200 })).toMatchObject({
    ...{ speech_end_ms: 300, response_ms: 400 },
  })
})

test('an answer before the end of speech took less than no time', () => {
  const early = voice.map((event) => (event.type === 'reply' ? reply(2_000) : event))
  expect(deriveTimings(early, { startedAt: 1_000, speechEndMs: 1_200 }).response_ms).toBe(-211)
})

test('what was said without being asked is no part of the reply', () => {
  const pcm = new Int16Array(0)
  const events: TurnEvent[] = [
    { at: 3, type: 'unsolicited_audio', pcm, sampleRate: 8_000 },
    { at: 50, type: 'audio', pcm, sampleRate: 8_000 },
  ]
  expect(deriveTimings(events, { startedAt: 0, speechEndMs: null }).first_audio_ms).toBe(50)
})

test('nothing of a try before the last one is left', () => {
  const again: TurnEvent[] = [
    ...voice.filter(({ type }) => type !== 'attempt'),
    { at: 3_000, type: 'attempt', number: 1, outcome: 'retry', fault: 'reset' },
    { at: 3_100, type: 'sent', bytes: 1, audioMs: 0, first: true },
    { at: 4_300, type: 'sent', bytes: 9, audioMs: 1_200 },
    { at: 4_600, type: 'sent', bytes: 9, audioMs: 1_500, last: true },
    reply(4_700),
  ]
  expect(deriveTimings(again, { startedAt: 1_000, speechEndMs: 1_200 })).toEqual({
    ...{ connect_ms: null, first_partial_ms: null, transcript_ms: null, first_byte_ms: null },
    ...{ first_audio_ms: null, done_ms: null, first_byte_out_ms: 2_100 },
    ...{ last_byte_out_ms: 3_600, speech_end_ms: 3_300, response_ms: 400 },
    ...{ first_event_ms: 3_700, first_text_ms: 3_700 },
  })
})

const clip = { pcm: new Int16Array(8), sampleRate: 16_000 }
const call = {
  ...{ id: 'c', name: 'look', arguments: null, status: 'requested' as const },
  ...{ requestedMs: 0, endedMs: null, executedBy: 'voice_ai' as const },
}

test.each([
  ['a tool call', [{ at: 300, type: 'tool_call', call }, reply(700)], 300, 700],
  [
    'sound',
    [
      { at: 400, type: 'audio', ...clip },
      { ...reply(400), textAt: 650 },
    ],
    400,
    650,
  ],
  [
    'words',
    [
      { at: 500, type: 'audio', ...clip },
      { ...reply(450), textAt: 450 },
    ],
    450,
    450,
  ],
  [
    'sound alone',
    [
      { at: 500, type: 'audio', ...clip },
      { ...reply(500), written: '', spoken: '' },
    ],
    500,
    null,
  ],
  [
    'nothing',
    [
      { at: 500, type: 'partial', text: 'wh' },
      { at: 600, type: 'done' },
    ],
    null,
    null,
  ],
  [
    'a filler',
    [{ ...reply(900), fillers: [{ at: 800, text: 'One moment.' }], answerAt: 900 }],
    800,
    800,
  ],
] as [string, TurnEvent[], number | null, number | null][])(
  'the first of a reply: %s',
  (_, events, first_event_ms, first_text_ms) =>
    expect(deriveTimings(events, { startedAt: 0, speechEndMs: null })).toMatchObject({
      first_event_ms,
      first_text_ms,
    }),
)
