import { describe, expect, test } from 'vitest'

import { shareOf } from '#lib/engines/validation/aggregate.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { register, validators } from '#lib/engines/validation/registry.ts'
import {
  clip,
  fault,
  policy,
  textTurn,
  voiceTurn,
} from '#lib/engines/validation/testing/evidence.ts'
import {
  confused,
  misheard,
  turn,
  validate,
  weather,
} from '#lib/engines/validation/testing/validate.ts'
import { validateExecution, type ValidationTurn } from '#lib/engines/validation/validate.ts'
import { intent } from '#lib/engines/validation/validators/intent.ts'

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
      reason: 'Turn 2: There is no recording of the caller.',
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
    ).toMatchObject({ verdict: 'invalid', reason: 'Only 1 of 3 turns took place.' }))
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
      'something else heard, although nothing is expected of it',
      turn(voiceTurn({ heard: 'thank you for watching' })),
      /"thank you for watching" was heard where/,
    ],
    [
      'a transcript exactly at its limit',
      turn(voiceTurn({ said: 'is it sunny there now', heard: 'is it funny there now' }), {
        ...weather,
        transcript: { max_wer: 0.2 },
      }),
      /exactly the limit/,
    ],
    [
      'a limit without a transcript',
      turn(voiceTurn({ heard: null }), { ...weather, transcript: { max_wer: 0.2 } }),
      /no transcript/,
    ],
    [
      'no transcript and nothing understood',
      turn(voiceTurn({ heard: null }), { response: { contains: ['Toronto'] } }),
      /no transcript shows what was heard/,
    ],
    [
      'a reply that only repeats the question',
      turn(voiceTurn({ reply_written: 'What is the weather in Toronto', reply_spoken: null }), {
        response: { contains: ['Toronto'] },
      }),
      /asked by|repeats what the caller said/,
    ],
    [
      'an apology that holds the expected word',
      turn(voiceTurn({ reply_written: 'Sorry. Toronto is new to me.', reply_spoken: null }), {
        response: { contains: ['Toronto'] },
      }),
      /apologises or refuses \("Sorry"\)/,
    ],
    [
      'an empty reply beside a right intent',
      turn(textTurn({ reply_written: '', reply_spoken: null }), { intent: 'WeatherQuery' }),
      /the reply is empty/,
    ],
    [
      'an intent that says error',
      turn(textTurn({ intent: 'NoMatch' }), { response: { contains: ['Toronto'] } }),
      /not understood/,
    ],
    [
      'a spoken reply that says otherwise',
      turn(textTurn({ reply_spoken: 'It is raining in Toronto with thirty degrees.' }), {
        response: { contains: ['Toronto'] },
      }),
      /say different things/,
    ],
    ['an unsure recogniser', turn(voiceTurn({ heard_confidence: 0.3 })), /unsure of what it heard/],
    [
      'a half-right entity',
      turn(voiceTurn({ entities: { city: 'Toronto Island' } })),
      /Toronto Island/,
    ],
    [
      'a latency within its uncertainty',
      turn(voiceTurn(), { ...weather, response_time: { max_ms: 430 } }),
      /within ±20 ms|within ±5 ms/,
    ],
    [
      'likeness alone',
      turn(textTurn(), { response: { similar_to: 'It is sunny in Toronto' } }),
      /likeness alone is no proof/,
    ],
    ['no expectation', turn(textTurn(), {}), /no expectation is set/],
  ]
  test.each(doubtful)('%s asks for a person', (_, judged, reason) => {
    const result = validate([judged])
    expect(result).toMatchObject({ verdict: 'passed', status: 'manual_review' })
    expect(result.reason).toMatch(reason)
  })

  test('a right intent does not make a likeness a proof', () =>
    expect(
      validate([
        turn(textTurn(), { ...weather, response: { similar_to: 'It is sunny in Toronto' } }),
      ]),
    ).toMatchObject({ verdict: 'passed', proven: false, status: 'manual_review' }))
  test('a plain failure needs no person', () =>
    expect(validate([turn(voiceTurn(confused))])).toMatchObject({
      verdict: 'failed',
      status: 'auto_fail',
    }))
  test('another name asks for a person, another value does not', () => {
    const saying = (similar_to: string) =>
      validate([turn(textTurn(), { response: { similar_to } })])
    expect(saying('It is sunny in Sydney with 20 degrees.').status).toBe('manual_review')
    expect(saying('It is sunny in Toronto with 21 degrees.').status).toBe('auto_fail')
  })
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
})

describe('a pattern', () => {
  const matching = (matches: string, reply: string) =>
    validate([
      turn(textTurn({ reply_written: reply, reply_spoken: null }), { response: { matches } }),
    ])
  test('takes time linear to the reply', () =>
    expect(matching('^(a+)+$!', 'a'.repeat(20_000))).toMatchObject({ status: 'auto_fail' }))
  test('that an old case brought along and that cannot be used asks a person', () =>
    expect(matching('(?=x)y', 'y')).toMatchObject({
      status: 'manual_review',
      doubts: [
        { turn: 0, validator: 'response', why: expect.stringMatching(/look-ahead/) as string },
      ],
    }))
})

describe('bands', () => {
  const [evidence] = [turn(voiceTurn())]
  const band = 'entity@2,intent@2 | en-US | target 3 | judge 2'
  const judged = (over: Partial<ValidationPolicy>) =>
    validateExecution({
      executionId: 'e',
      turns: [evidence ?? turn(voiceTurn())],
      policy: { ...policy, ...over },
      targetVersion: '3',
    })
  const state = {
    band,
    verdict: 'passed' as const,
    state: 'suspended' as const,
    text: 'suspended: 9 of 40 wrong',
  }

  test('are named by validators, language, target and rules', () =>
    expect(judged({})).toMatchObject({ band, bandText: expect.stringMatching(/^fixed/) as string }))
  test('that reviews have suspended send proven verdicts to people, and say so', () =>
    expect(judged({ bands: [{ ...state, cut: 1.01 }] })).toMatchObject({
      status: 'manual_review',
      proven: true,
      doubts: [{ why: expect.stringMatching(/9 of 40 wrong/) as string }],
    }))
  test('of another verdict or version change nothing', () => {
    expect(judged({ bands: [{ ...state, verdict: 'failed', cut: 1.01 }] }).status).toBe('auto_pass')
    expect(judged({ bands: [{ ...state, band: `${band}1`, cut: 1.01 }] }).status).toBe('auto_pass')
  })
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
