import { expect, test } from 'vitest'

import { deriveTimings } from './timings.ts'
import type { TurnEvent } from './types.ts'

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
