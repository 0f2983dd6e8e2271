import { describe, expect, test } from 'vitest'

import type { MeaningEvidence } from '#lib/engines/validation/evidence.ts'
import type { Precedent } from '#lib/engines/validation/score.ts'
import { policy, textTurn } from '#lib/engines/validation/testing/evidence.ts'
import { turn, validate } from '#lib/engines/validation/testing/validate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { validateExecution } from '#lib/engines/validation/validate.ts'

describe('what people decided on a wording before', () => {
  const spoken = 'The sun is out in Toronto.'
  const precedent = (over: Partial<Precedent> = {}): Precedent => ({
    ...{ id: 'p', ruling: 'approved', turn: 0, form: tokenForm(spoken, 'en-US') },
    ...{ by: 'Ana', at: '2026-01-02T03:04:05Z', ...over },
  })
  const judged = (
    precedents: Precedent[],
    reply = spoken,
    response: object = { similar_to: 'It is sunny in Toronto' },
  ) =>
    validateExecution({
      executionId: 'e',
      turns: [turn(textTurn({ reply_written: reply, reply_spoken: null }), { response })],
      policy,
      precedents,
    })
  test('decides the same wording, and is cited', () => {
    const passed = judged([precedent()])
    expect(passed.status).toBe('auto_pass')
    expect(passed.scores[0]?.evidence).toMatch(/approved by Ana on 2026-01-02/)
    expect(judged([precedent({ ruling: 'rejected' })]).status).toBe('auto_fail')
  })
  test('says nothing of another wording, turn or sentence', () => {
    expect(judged([precedent()], 'The sun is not out in Toronto.').status).toBe('manual_review')
    expect(judged([precedent({ turn: 1 })]).status).toBe('manual_review')
  })
  test('is withdrawn by a later contrary decision', () =>
    expect(
      judged([precedent({ ruling: 'rejected', at: '2026-02-01T00:00:00Z' }), precedent()]).status,
    ).toBe('auto_fail'))
  test('decides an open search for words, never a failed one', () => {
    const denied = 'The sun is not out in Toronto.'
    const form = tokenForm(denied, 'en-US')
    expect(judged([precedent({ form })], denied, { contains: ['out'] }).status).toBe('auto_pass')
    expect(judged([precedent()], spoken, { contains: ['rain'] }).status).toBe('auto_fail')
  })
})

describe('an engine of meaning', () => {
  const cut = { engine: 'embeddings', model: 'm', language: 'en-US', same: 0.95, different: 0.2 }
  const judged = (meaning: MeaningEvidence, reply = 'The sun shines on Toronto.', cuts = [cut]) =>
    validate(
      [
        turn(textTurn({ reply_written: reply, reply_spoken: null, meaning: [meaning] }), {
          response: { similar_to: 'It is 20 degrees in Toronto' },
        }),
      ],
      { meaning: cuts },
    ).status
  const scored = (score: number) => ({ engine: 'embeddings', model: 'm', score })
  test('decides beyond its own thresholds only', () => {
    expect(judged(scored(0.97))).toBe('auto_pass')
    expect(judged(scored(0.1))).toBe('auto_fail')
    expect(judged(scored(0.9))).toBe('manual_review')
    expect(judged({ ...scored(0.97), model: 'other' })).toBe('manual_review')
    expect(judged(scored(0.97), undefined, [{ ...cut, language: 'de-DE' }])).toBe('manual_review')
  })
  test('is silent after a fault, and without words that it rests on', () => {
    expect(judged({ ...scored(0.97), fault: 'timeout' })).toBe('manual_review')
    const llm = { ...cut, engine: 'llm' }
    const opinion = { engine: 'llm', model: 'm', score: 0.99 }
    expect(judged(opinion, undefined, [llm])).toBe('manual_review')
    expect(judged({ ...opinion, cited: ['sun'] }, undefined, [llm])).toBe('auto_pass')
  })
  test('never outweighs another value', () =>
    expect(judged(scored(0.99), 'It is 30 degrees in Toronto')).toBe('auto_fail'))
})
