import { describe, expect, test } from 'vitest'

import { shareOf } from './aggregate.ts'
import { register } from './registry.ts'
import { validators } from './registry.ts'
import { clip, fault, policy, textTurn, voiceTurn } from './testing/evidence.ts'
import { confused, misheard, turn, validate, weather } from './testing/validate.ts'
import { intent } from './validators/intent.ts'
import type { TurnEvidence } from './types.ts'
import { validateExecution, type ValidationTurn } from './validate.ts'

describe('evidence before verdict', () => {
  test('a provider error is invalid, has no score, and asks nobody', () =>
    expect(validate([turn(textTurn({ attempts: 3, fault: fault() }))])).toMatchObject({
      verdict: 'invalid',
      score: null,
      confidence: 0,
      blame: 'infrastructure',
      status: 'auto_fail',
      audit: false,
    }))
  test('a broken turn invalidates what was right before it', () =>
    expect(
      validate([turn(voiceTurn()), turn(voiceTurn({ index: 1, stimulus: null }))]),
    ).toMatchObject({
      verdict: 'invalid',
      blame: 'stimulus',
      reason: 'Turn 2: There is no stimulus audio.',
    }))
  test('a failure found before the break stands', () =>
    expect(
      validate([turn(voiceTurn(confused)), turn(voiceTurn({ index: 1, fault: fault() }))]),
    ).toMatchObject({ verdict: 'failed', blame: 'understanding' }))
  test('turns after the break are not judged', () =>
    expect(
      validate([turn(voiceTurn({ fault: fault() })), turn(voiceTurn({ index: 1, ...confused }))])
        .scores,
    ).toEqual([]))
  test('nothing held is invalid', () =>
    expect(validate([])).toMatchObject({ verdict: 'invalid', blame: 'infrastructure' }))
  test('a conversation broken off is invalid', () =>
    expect(
      validateExecution({ executionId: 'e', turns: [turn(voiceTurn())], policy, plannedTurns: 3 }),
    ).toMatchObject({ verdict: 'invalid', reason: 'Only 1 of 3 turns were held.' }))
})

describe('confidence and review', () => {
  test('all must-haves and an exact transcript pass without a person', () =>
    expect(validate([turn(voiceTurn())])).toMatchObject({
      verdict: 'passed',
      status: 'auto_pass',
      score: 1,
    }))

  const doubtful: [string, ValidationTurn, RegExp][] = [
    [
      'an inexact transcript',
      turn(voiceTurn({ heard: 'what is a weather in toronto' })),
      /transcript is not exact/,
    ],
    [
      'a transcript near its limit',
      turn(voiceTurn({ heard: 'what is a weather in toronto' }), {
        ...weather,
        transcript: { max_wer: 0.2 },
      }),
      /borderline/,
    ],
    ['an unsure recogniser', turn(voiceTurn({ heard_confidence: 0.3 })), /unsure of what it heard/],
    [
      'a half-right entity',
      turn(voiceTurn({ entities: { city: 'Toronto Island' } })),
      /entity is borderline/,
    ],
    [
      'a latency within its uncertainty',
      turn(voiceTurn(), { ...weather, response_time: { max_ms: 430 } }),
      /response time is borderline/,
    ],
    [
      'likeness alone',
      turn(textTurn(), { response: { similar_to: 'It is sunny in Toronto' } }),
      /response is borderline/,
    ],
    ['no expectation', turn(textTurn(), {}), /nothing is expected/],
  ]
  test.each(doubtful)('%s asks for a person', (_, judged, reason) => {
    const result = validate([judged])
    expect(result).toMatchObject({ verdict: 'passed', status: 'manual_review' })
    expect(result.reason).toMatch(reason)
  })

  test('likeness beside a right intent is enough', () =>
    expect(
      validate([
        turn(textTurn(), { ...weather, response: { similar_to: 'It is sunny in Toronto' } }),
      ]).status,
    ).toBe('auto_pass'))
  test('a plain failure needs no person', () =>
    expect(validate([turn(voiceTurn(confused))])).toMatchObject({
      verdict: 'failed',
      status: 'auto_fail',
    }))
  test('a contradiction found by rule of thumb asks for a person', () =>
    expect(
      validate([turn(textTurn(), { response: { similar_to: 'It is sunny in Sydney' } })]),
    ).toMatchObject({ verdict: 'failed', status: 'manual_review' }))
  test('without human review scores decide', () => {
    for (const [, judged] of doubtful)
      expect(validate([judged], { humanReview: false }).status).toBe('auto_pass')
  })
  test('thresholds decide, so that a stricter policy sends more to people', () =>
    expect(validate([turn(voiceTurn())], { autoPassConfidence: 1.01 }).status).toBe(
      'manual_review',
    ))
  test('weights change the score and never the verdict', () => {
    const late = turn(voiceTurn(), { ...weather, response_time: { max_ms: 210 } })
    const heavy = validate([late], { weights: { response_time: 100 } })
    expect(heavy.verdict).toBe('failed')
    expect(heavy.score).toBeLessThan(validate([late]).score ?? 0)
  })
})

describe('audits', () => {
  const ids = Array.from(
    { length: 20_000 },
    (_, index) => `0197c0de-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
  )
  test('draw the asked share of consecutive ids', () =>
    expect(ids.filter((id) => shareOf(id) < 0.05).length / ids.length).toBeCloseTo(0.05, 2))
  test('are the same at every replay, and only of automatic decisions', () => {
    const audited = (judged: ValidationTurn) =>
      ids.slice(0, 300).filter(
        (executionId) =>
          validateExecution({
            executionId,
            turns: [judged],
            policy: { ...policy, auditShare: 0.2 },
          }).audit,
      )
    const first = audited(turn(voiceTurn()))
    expect(first.length).toBeGreaterThan(30)
    expect(audited(turn(voiceTurn()))).toEqual(first)
    expect(audited(turn(voiceTurn({ heard_confidence: 0.1 })))).toEqual([])
    expect(audited(turn(voiceTurn({ fault: fault() })))).toEqual([])
  })
})

describe('a validator that throws', () => {
  const crashing = register({
    ...intent,
    kind: 'crashing',
    validate: () => {
      throw new Error('boom')
    },
  })
  const run = (evidence: TurnEvidence) =>
    validateExecution({
      executionId: 'e',
      turns: [turn(evidence)],
      policy,
      validators: [...validators, crashing],
    })
  test('makes an otherwise right execution invalid, blames the validator, asks a person', () =>
    expect(run(voiceTurn())).toMatchObject({
      verdict: 'invalid',
      blame: 'validator',
      status: 'manual_review',
      reason: 'Validator: crashing (turn 1): boom',
    }))
  test('does not hide a failure, but a person looks at it', () =>
    expect(run(voiceTurn(confused))).toMatchObject({
      verdict: 'failed',
      blame: 'understanding',
      status: 'manual_review',
    }))
  test('a runaway pattern is such a case', () =>
    expect(
      validate([
        turn(textTurn({ reply_written: 'a'.repeat(200) }), { response: { matches: '^(a+)+$!' } }),
      ]),
    ).toMatchObject({ verdict: 'invalid', blame: 'validator' }))
})

test('the same evidence gives the same validation, and is not changed', () => {
  const turns = [
    turn(misheard),
    turn(voiceTurn({ index: 1, reply_audio: clip({ peak_db: -70 }) }), {
      audio: { required: true },
    }),
  ]
  const before = JSON.stringify(turns)
  expect(validate(turns)).toEqual(validate(turns))
  expect(JSON.stringify(turns)).toBe(before)
})
