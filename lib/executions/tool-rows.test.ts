import { expect, test } from 'vitest'

import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import { judge } from '#lib/engines/validation/testing/judgements.ts'
import { failedCall, toolCall, toolTurn } from '#lib/engines/validation/testing/tool-calls.ts'
import { ScoreView } from '#lib/executions/score-view.ts'
import { toolRows } from '#lib/executions/tool-rows.ts'

const expected = resolveExpectation(
  {
    tools: [
      { name: 'book_table', arguments: { guests: 4 } },
      { name: 'pay', called: false },
    ],
    no_other_tools: true,
  },
  'en-US',
)

function scoresOf(evidence: ReturnType<typeof toolTurn>) {
  return ['tools', 'say_do'].flatMap((validator) => {
    const judgement = judge(validator, evidence, expected)
    if (judgement === null) return []
    const base = { validator, version: 1, turn: 0, weight: 1, precedent_id: null, marks: [] }
    return ScoreView.parse({ must_have: true, ...base, ...judgement })
  })
}

test('each rule has its row, with what was called', () => {
  const evidence = toolTurn([toolCall(), toolCall({ name: 'log' })])
  expect(toolRows(expected, evidence, scoresOf(evidence))).toEqual([
    {
      aspect: 'Tool book_table',
      expected: 'called, with {"guests":4}',
      got: '"{"guests":4,"date":"2026-05-03"}" (succeeded)',
      result: 'met',
    },
    { aspect: 'Tool pay', expected: 'not called', got: 'not called', result: 'met' },
    { aspect: 'Other tools', expected: 'none', got: 'log', result: 'missed' },
  ])
})

test('a claim that is not true has a row, a silent check has none', () => {
  const reply = { reply_written: 'I have booked a table.', reply_spoken: null }
  const lie = toolTurn([failedCall()], reply)
  expect(toolRows(expected, lie, scoresOf(lie)).at(-1)).toEqual({
    aspect: 'Said and done',
    expected: 'claims nothing that was not done',
    got: 'claims more than was done',
    result: 'missed',
  })
})

test('what nobody judged is told all the same', () =>
  expect(toolRows(expected, {}, [])).toEqual([
    { aspect: 'Tool book_table', expected: 'called', got: 'no tool', result: 'not_judged' },
    { aspect: 'Tool pay', expected: 'not called', got: 'no tool', result: 'not_judged' },
    { aspect: 'Other tools', expected: 'none', got: 'no tool', result: 'not_judged' },
  ]))
