import { expect, test } from 'vitest'

import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { clip, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { judge, testJudgements } from '#lib/engines/validation/testing/judgements.ts'
import { misheard, turn, validate } from '#lib/engines/validation/testing/validate.ts'

const quiet = voiceTurn({
  ...{ kind: 'silence', silence_ms: 4_000, said: null, stimulus: null, heard: null },
  ...{ reply_written: null, reply_spoken: null, intent: null, reply_audio: null, entities: {} },
})
const prompted = { ...quiet, reply_written: 'Are you still there?' }
const humming = { ...quiet, reply_audio: clip({ duration_ms: 900 }) }
const hissing = { ...quiet, reply_audio: clip({ speech_start_ms: null, speech_end_ms: null }) }

const stopped = (stopped_ms: number | null) =>
  voiceTurn({ barge_in: { after_ms: 800, began_ms: 810, overlap_ms: 300, stopped_ms } })
const limit = { barge_in: { max_stop_ms: 1_000 } }

testJudgements([
  [
    'reply',
    'kept silent',
    quiet,
    { reply: 'none' },
    { pass: true, sure: true, evidence: /4\.0 s/ },
  ],
  [
    'reply',
    'spoke into the silence',
    prompted,
    { reply: 'none' },
    { pass: false, sure: true, evidence: /"Are you still there\?".*was to keep silent/, score: 0 },
  ],
  ['reply', 'hummed', humming, { reply: 'none' }, { pass: false, sure: false, evidence: /0\.9 s/ }],
  [
    'reply',
    'a hiss is nothing',
    hissing,
    { reply: 'none' },
    { pass: true, sure: true, evidence: /nothing/ },
  ],
  ['reply', 'prompted', prompted, {}, { pass: true, sure: true, evidence: /still there/ }],
  ['reply', 'did not prompt', quiet, {}, { pass: false, sure: true, evidence: /was to speak/ }],
  [
    'barge_in',
    'in time',
    stopped(400),
    limit,
    { pass: true, sure: true, evidence: /400 ms after/, score: 1 },
  ],
  [
    'barge_in',
    'too late',
    stopped(2_000),
    limit,
    { pass: false, sure: true, evidence: /2000 ms/, score: 0.5 },
  ],
  [
    'barge_in',
    'at the limit',
    stopped(1_030),
    limit,
    { pass: false, sure: false, evidence: /±40 ms/ },
  ],
  [
    'barge_in',
    'not measured',
    stopped(null),
    limit,
    { pass: false, sure: false, evidence: /not measured/ },
  ],
])

test('what was not asked is not judged', () => {
  expect(judge('reply', quiet, { reply: 'any' })).toBeNull()
  expect(judge('reply', voiceTurn(), {})).toBeNull()
  expect(judge('barge_in', stopped(400), {})).toBeNull()
  expect(judge('barge_in', voiceTurn(), limit)).toBeNull()
})

test('an answer that need not come is judged only when it came', () => {
  const expected: ResolvedExpectation = { reply: 'any', response: { contains: ['menu'] } }
  expect(validate([turn(quiet, expected)])).toMatchObject({ verdict: 'passed', scores: [] })
  expect(validate([turn(prompted, expected)])).toMatchObject({ verdict: 'failed' })
})

test('who speaks on over the caller is blamed for its speech, unless it misheard too', () => {
  expect(validate([turn(stopped(2_000), limit)])).toMatchObject({ blame: 'speech_output' })
  const both = {
    ...misheard,
    barge_in: stopped(2_000).barge_in ?? { after_ms: 0, began_ms: 0, overlap_ms: 1, stopped_ms: 1 },
  }
  expect(validate([turn(both, { ...limit, entities: { city: 'Toronto' } })])).toMatchObject({
    blame: 'recognition',
  })
  expect(validate([turn(prompted, { reply: 'none' })])).toMatchObject({ blame: 'content' })
})

test('the length of a reply that was cut short proves nothing', () => {
  const cut = { reply_audio: clip({ duration_ms: 400 }), reply_written: 'word '.repeat(60) }
  const required = { audio: { required: true } }
  expect(judge('audio', voiceTurn({ ...cut, reply_spoken: null }), required)?.pass).toBe(false)
  const short = voiceTurn({ ...cut, reply_spoken: null, cut_short: true })
  expect(judge('audio', short, required)?.pass).toBe(true)
})
