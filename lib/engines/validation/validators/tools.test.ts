import { expect, test } from 'vitest'

import type { ToolCallEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { judge } from '#lib/engines/validation/testing/judgements.ts'
import { failedCall, toolCall, toolTurn } from '#lib/engines/validation/testing/tool-calls.ts'

const [right, wrong, unproven] = ['right', 'wrong', 'unproven'] as const
const untold = toolCall({ status: 'requested', ended_ms: null })
delete untold.result
const named = (name: string, over: Partial<ToolCallEvidence> = {}) => toolCall({ name, ...over })

type Row = [
  name: string,
  turn: TurnEvidence,
  expectation: ResolvedExpectation,
  proof: 'right' | 'wrong' | 'unproven',
  evidence?: RegExp,
]
const book = { name: 'book_table' }

test.each<Row>([
  ['called', toolTurn([toolCall()]), { tools: [book] }, right, /book_table was called once\.$/],
  [
    'called twice, which is at least once',
    toolTurn([toolCall(), toolCall()]),
    { tools: [book] },
    right,
  ],
  [
    'not called',
    toolTurn([]),
    { tools: [book] },
    wrong,
    /book_table was not called, where it is to be called/,
  ],
  ['another called', toolTurn([named('cancel_table')]), { tools: [book] }, wrong],
  [
    'spelled otherwise',
    toolTurn([named('bookTable')]),
    { tools: [book] },
    unproven,
    /it is called bookTable/,
  ],
  ['without a name', toolTurn([named('')]), { tools: [book] }, unproven, /its name is not told/],
  ['a failed call is a call', toolTurn([failedCall()]), { tools: [book] }, right],
  [
    'not to be called, and not called',
    toolTurn([]),
    { tools: [{ ...book, called: false }] },
    right,
  ],
  [
    'not to be called, but called',
    toolTurn([toolCall()]),
    { tools: [{ ...book, called: false }] },
    wrong,
    /book_table must not be called, but was called once/,
  ],
  [
    'not to be called with these arguments',
    toolTurn([toolCall()]),
    { tools: [{ ...book, called: false, arguments: { guests: 5 } }] },
    right,
  ],
  [
    'too often',
    toolTurn([toolCall(), toolCall()]),
    { tools: [{ ...book, times: 1 }] },
    wrong,
    /called 2 times.*called once/,
  ],
  ['too seldom', toolTurn([toolCall()]), { tools: [{ ...book, times: { min: 2 } }] }, wrong],
  ['within times', toolTurn([toolCall()]), { tools: [{ ...book, times: { max: 2 } }] }, right],
  [
    'the arguments',
    toolTurn([toolCall()]),
    { tools: [{ ...book, arguments: { guests: '4', date: 'May 3, 2026' } }] },
    right,
    /as expected/,
  ],
  [
    'other arguments',
    toolTurn([toolCall()]),
    { tools: [{ ...book, arguments: { guests: 3 } }] },
    wrong,
    /guests: /,
  ],
  [
    'a missing argument',
    toolTurn([toolCall()]),
    { tools: [{ ...book, arguments: { name: { any: true } } }] },
    wrong,
    /name: not given/,
  ],
  [
    'corrected in a second call',
    toolTurn([toolCall({ arguments: { guests: 3 } }), toolCall()]),
    { tools: [{ ...book, arguments: { guests: 4 } }] },
    right,
  ],
  [
    'arguments that are not told',
    toolTurn([toolCall({ arguments: null })]),
    { tools: [{ ...book, arguments: { guests: 4 } }] },
    unproven,
    /not told/,
  ],
  [
    'arguments that are no JSON',
    toolTurn([toolCall({ arguments: '{"gue' })]),
    { tools: [{ ...book, arguments: { guests: 4 } }] },
    unproven,
    /no JSON/,
  ],
  [
    'arguments that were cut',
    toolTurn([toolCall({ arguments: '{…', cut: ['arguments'] })]),
    { tools: [{ ...book, arguments: { guests: 4 } }] },
    unproven,
    /too long/,
  ],
  [
    'the result',
    toolTurn([toolCall()]),
    { tools: [{ ...book, result: { confirmed: true } }] },
    right,
  ],
  [
    'another result',
    toolTurn([toolCall()]),
    { tools: [{ ...book, result: { number: 'B-8' } }] },
    wrong,
  ],
  [
    'a result that is not told',
    toolTurn([untold]),
    { tools: [{ ...book, result: { confirmed: true } }] },
    unproven,
    /its result is not told/,
  ],
  [
    'the result of a call that failed',
    toolTurn([failedCall()]),
    { tools: [{ ...book, result: { confirmed: true } }] },
    wrong,
    /no table is free/,
  ],
  [
    'a plain result',
    toolTurn([toolCall({ result: 'done' })]),
    { tools: [{ ...book, result: 'done' }] },
    right,
  ],
  ['succeeded', toolTurn([toolCall()]), { tools: [{ ...book, status: 'succeeded' }] }, right],
  [
    'to fail, but succeeded',
    toolTurn([toolCall()]),
    { tools: [{ ...book, status: 'failed' }] },
    wrong,
  ],
  [
    'to succeed, but failed',
    toolTurn([failedCall()]),
    { tools: [{ ...book, status: 'succeeded' }] },
    wrong,
  ],
  [
    'to succeed, which is not told',
    toolTurn([untold]),
    { tools: [{ ...book, status: 'succeeded' }] },
    unproven,
  ],
  ['no others', toolTurn([toolCall()]), { tools: [book], no_other_tools: true }, right],
  [
    'another beside',
    toolTurn([toolCall(), named('pay')]),
    { tools: [book], no_other_tools: true },
    wrong,
    /but pay was/,
  ],
  ['none at all', toolTurn([]), { no_other_tools: true }, right],
  ['one where none is to be called', toolTurn([toolCall()]), { no_other_tools: true }, wrong],
])('%s', (_, evidence, expectation, proof, words) => {
  const judgement = judge('tools', evidence, expectation)
  expect(judgement).toMatchObject({
    proof,
    evidence: expect.stringMatching(words ?? /\.$/) as string,
  })
  if (proof !== 'unproven') expect(judgement?.pass).toBe(proof === 'right')
})

test('without an expectation nothing is judged', () =>
  expect(judge('tools', toolTurn([toolCall()]), {})).toBeNull())
