import { describe, expect, test } from 'vitest'

import { policy, textTurn } from '#lib/engines/validation/testing/evidence.ts'
import { toolCall, toolTurn } from '#lib/engines/validation/testing/tool-calls.ts'
import { turn, validate } from '#lib/engines/validation/testing/validate.ts'
import { validateExecution } from '#lib/engines/validation/validate.ts'

const unused = { unused_mocks: ['mocks[0] of the case (get_order with {"order":"A7"})'] }
const sunny = { response: { contains: ['sunny'] } }
const rainy = { response: { contains: ['rainy'] } }

describe('a mock that no call used', () => {
  test('makes a pass invalid, by its name, whatever turn it is told in', () => {
    expect(
      validate([turn(textTurn(), sunny), turn(textTurn({ index: 1, ...unused }), sunny)]),
    ).toMatchObject({
      verdict: 'invalid',
      proven: false,
      blame: 'infrastructure',
      reason:
        'No call used mocks[0] of the case (get_order with {"order":"A7"}). If the voice AI may do without it, mark the mock as "optional: true".',
    })
  })

  test('leaves a proven failure of any turn as it is, and is told beside it', () => {
    const judged = validate([turn(textTurn(unused), rainy)])
    expect(judged).toMatchObject({ verdict: 'failed', proven: true })
    expect(judged.reason).toMatch(/ Besides, no call used mocks\[0\] of the case .*\.$/)
    const missing = { tools: [{ name: 'get_order' }] }
    expect(validate([turn(toolTurn([], unused), missing)])).toMatchObject({ verdict: 'failed' })
  })

  test('outweighs a failure that is only likely, also where nobody reviews', () => {
    const likely = { response: { similar_to: 'It is raining cats and dogs in Berlin' } }
    for (const humanReview of [true, false]) {
      const given = { executionId: 'e', policy: { ...policy, humanReview } }
      const without = validateExecution({ ...given, turns: [turn(textTurn(), likely)] })
      expect(without.proven).toBe(false)
      const judged = validateExecution({ ...given, turns: [turn(textTurn(unused), likely)] })
      expect(judged.verdict).toBe('invalid')
    }
  })

  test('counts for the text side of a twin by itself', () => {
    const judged = validateExecution({
      ...{ executionId: 'e', policy },
      turns: [turn(textTurn(), sunny)],
      twin: [turn(textTurn(unused), sunny)],
    })
    expect(judged).toMatchObject({ verdict: 'passed', twin: { verdict: 'invalid' } })
  })
})

test('a call that nothing answered is the reason, in full', () => {
  const why = 'no mock fits: for the nearest, mocks[0] of the case, the argument order is "A8"'
  const call = toolCall({ name: 'get_order', status: 'unanswered', error: why })
  const fault = { fault: 'configuration', message: 'x', ours: true, status: null }
  const held = toolTurn([call], { fault: { ...fault, maybe_executed: true } })
  expect(validate([turn(held)])).toMatchObject({
    verdict: 'invalid',
    blame: 'infrastructure',
    reason: `The voice AI called the tool "get_order" with {"guests":4,"date":"2026-05-03"}, and ${why}.`,
  })
})

test('mocks that cannot be served are the reason, and nothing else is said of the turn', () => {
  const held = textTurn({ mocks_fault: 'The case has a mock.', fully_sent: false, said: '' })
  expect(validate([turn(held)])).toMatchObject({
    ...{ verdict: 'invalid', blame: 'infrastructure', reason: 'The case has a mock.' },
  })
})
