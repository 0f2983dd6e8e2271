import { expect, test } from 'vitest'

import type { TurnEvidence, TurnTimings } from '#lib/engines/validation/evidence.ts'
import { clip, textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { judge, testJudgements } from '#lib/engines/validation/testing/judgements.ts'
import { confused, turn, validate } from '#lib/engines/validation/testing/validate.ts'

const timed = (timings: Partial<TurnTimings>, more: Partial<TurnEvidence> = {}) =>
  voiceTurn({ timings: { ...voiceTurn().timings, ...timings }, ...more })
const filler = { fillers: [{ at_ms: 2_200, text: 'Let me check.' }], tools_told: 'all' as const }
const late = (event_loop_reply_ms: number) => ({
  own_side: { event_loop_ms: 0, event_loop_reply_ms, send_late_ms: 0 },
})
const answer = { final_answer: { max_ms: 3_000 } }
const pause = { dead_air: { max_ms: 2_000 } }

testJudgements([
  [
    'final_answer',
    'in time after a filler',
    timed({ final_answer_ms: 2_500 }, filler),
    answer,
    { pass: true, sure: true, evidence: /2500 ms, against a limit of 3000 ms/ },
  ],
  [
    'final_answer',
    'too late, although something was said at once',
    timed({ response_ms: 300, final_answer_ms: 4_000 }, filler),
    answer,
    { pass: false, sure: true, evidence: /4000 ms/, score: 0.75 },
  ],
  [
    'final_answer',
    'a filler whose end is not known proves nothing of the answer',
    timed({ response_ms: 300 }, filler),
    answer,
    { pass: true, sure: false, evidence: /whether it was the answer is not known/ },
  ],
  [
    'final_answer',
    'a connector that tells no tools may have hidden a filler',
    timed({ response_ms: 300 }),
    answer,
    { pass: true, sure: false, evidence: /whether it was the answer is not known/ },
  ],
  [
    'final_answer',
    'no tool was called: the response is the answer',
    timed({ response_ms: 300 }, { tools_told: 'all' }),
    answer,
    { pass: true, sure: true, evidence: /300 ms/ },
  ],
  [
    'final_answer',
    'nothing came in time, so the answer did not either',
    timed({ response_ms: 3_500 }),
    answer,
    { pass: false, sure: true, evidence: /3500 ms/ },
  ],
  [
    'final_answer',
    'at the limit',
    timed({ final_answer_ms: 3_030 }, filler),
    answer,
    { pass: false, sure: false, evidence: /accuracy/ },
  ],
  [
    'final_answer',
    'our own side stood still while the answer was waited for',
    timed({ final_answer_ms: 4_000 }, { ...filler, ...late(400) }),
    answer,
    { pass: false, sure: false, evidence: /Earshot itself was up to 400 ms late/ },
  ],
  [
    'final_answer',
    'on a second try',
    timed({ final_answer_ms: 1_000 }, { ...filler, attempts: 2 }),
    answer,
    { pass: true, sure: false, evidence: /attempt 2/ },
  ],
  [
    'dead_air',
    'none',
    timed({ dead_air_ms: 0 }),
    pause,
    { pass: true, sure: true, evidence: /no pause of 1000 ms/ },
  ],
  [
    'dead_air',
    'within the limit',
    timed({ dead_air_ms: 1_500 }),
    pause,
    { pass: true, sure: true, evidence: /up to 1500 ms/ },
  ],
  [
    'dead_air',
    'over it',
    timed({ dead_air_ms: 4_000 }),
    pause,
    { pass: false, sure: true, evidence: /up to 4000 ms/, score: 0.5 },
  ],
  [
    'dead_air',
    'not measured',
    timed({}),
    pause,
    { pass: false, sure: false, evidence: /not measured/ },
  ],
  [
    'dead_air',
    'a hole that our own side may have made',
    timed({ dead_air_ms: 2_050 }, late(30)),
    pause,
    { pass: false, sure: false, evidence: /accuracy/ },
  ],
  [
    'dead_air',
    'a worker that stood still',
    timed({ dead_air_ms: 4_000 }, late(3_000)),
    pause,
    { pass: false, sure: false, evidence: /Earshot itself/ },
  ],
  [
    'dead_air',
    'no pause that was kept, but a limit close to the shortest',
    timed({ dead_air_ms: 0 }, late(90)),
    { dead_air: { max_ms: 1_100 } },
    { pass: true, sure: false, evidence: /accuracy/ },
  ],
])

test('text has no pauses', () => expect(judge('dead_air', textTurn(), pause)).toBeNull())

const murmured = (false_stop: boolean | null) =>
  voiceTurn({
    ...{ said: 'mhm', heard: null, heard_confidence: null, reply_written: null },
    ...{ reply_spoken: null, intent: null, entities: {}, reply_audio: null },
    stimulus: clip({ duration_ms: 500, speech_end_ms: 450 }),
    barge_in: {
      ...{ after_ms: 800, began_ms: 810, overlap_ms: 300, stopped_ms: 2_000 },
      ...{ backchannel: true, false_stop },
    },
  })
const goesOn = { barge_in: { stops: false as const } }

test('a voice AI that stops for a murmur fails, and one that goes on passes without an answer', () => {
  expect(validate([turn(murmured(false), goesOn)])).toMatchObject({
    ...{ verdict: 'passed', proven: true, doubts: [] },
  })
  const stopped = validate([turn(murmured(true), goesOn)])
  expect(stopped).toMatchObject({ verdict: 'failed', proven: true, blame: 'speech_output' })
  expect(stopped.reason).toMatch(/stopped speaking although the caller only showed/)
  expect(validate([turn(murmured(null), goesOn)])).toMatchObject({ proven: false })
})

test('speech that we sent with a hole proves nothing against the voice AI, but a pass stands', () => {
  const frames = (worst_ms: number) => ({
    own_side: {
      ...{ event_loop_ms: 0, send_late_ms: worst_ms },
      frames: { count: 60, p50_ms: 0.2, p99_ms: 3, worst_ms },
    },
  })
  expect(validate([turn(voiceTurn(frames(30)), confused)])).toMatchObject({
    ...{ verdict: 'failed', proven: true },
  })
  const broken = validate([turn(voiceTurn(frames(600)), confused)])
  expect(broken).toMatchObject({ verdict: 'failed', proven: false, status: 'manual_review' })
  expect(broken.reason).toMatch(/Earshot sent a part of the caller’s speech 600 ms late/)
  expect(validate([turn(voiceTurn(frames(600)))])).toMatchObject({
    verdict: 'passed',
    proven: true,
  })
})

test('a reply that we could not listen to is never sure', () => {
  const unheard = voiceTurn({ reply_audio: clip({ unheard: 'the thread ended' }) })
  expect(validate([turn(unheard)])).toMatchObject({ proven: false, status: 'manual_review' })
  expect(judge('listening', unheard, {})).toMatchObject({
    ...{ proof: 'unproven', pass: true },
    evidence: 'Earshot could not listen to the reply audio: the thread ended.',
  })
})
