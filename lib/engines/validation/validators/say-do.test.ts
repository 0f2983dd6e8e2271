import { describe, expect, test } from 'vitest'

import type { ToolCallEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { textTurn } from '#lib/engines/validation/testing/evidence.ts'
import { judge } from '#lib/engines/validation/testing/judgements.ts'
import { failedCall, toolCall, toolTurn } from '#lib/engines/validation/testing/tool-calls.ts'
import { turn, validate } from '#lib/engines/validation/testing/validate.ts'

const says = (reply: string, calls: ToolCallEvidence[], over: Partial<TurnEvidence> = {}) =>
  toolTurn(calls, { reply_written: reply, reply_spoken: null, intent: null, ...over })

const lie = 'I have booked a table for four.'
const open = toolCall({ status: 'requested', ended_ms: null })
const search = toolCall({ name: 'find_table' })
const expected: ResolvedExpectation = { tools: [{ name: 'book_table' }] }
const asked: ResolvedExpectation = { say_do: true }

type Row = [
  name: string,
  turn: TurnEvidence,
  expectation: ResolvedExpectation,
  earlier: TurnEvidence[],
  proof: 'right' | 'wrong' | 'unproven',
]

test.each<Row>([
  ['done and said', says(lie, [toolCall()]), {}, [], 'right'],
  ['done in the turn before', says(lie, []), {}, [toolTurn([toolCall()])], 'right'],
  ['failed, then done', says(lie, [failedCall(), toolCall()]), {}, [], 'right'],
  [
    'a tool whose name tells nothing',
    says(lie, [toolCall({ name: 'run_action' })]),
    {},
    [],
    'right',
  ],
  ['failed and said to be done', says(lie, [failedCall()]), {}, [], 'wrong'],
  ['failed in the turn before', says(lie, []), {}, [toolTurn([failedCall()])], 'wrong'],
  ['expected, not called, and said to be done', says(lie, []), expected, [], 'wrong'],
  [
    '“I could not” after a failure',
    says('I could not book a table.', [failedCall()]),
    {},
    [],
    'right',
  ],
  [
    'regret after a failure',
    says('I’m sorry, the table is not booked.', [failedCall()]),
    {},
    [],
    'right',
  ],
  ['a question', says('Have I booked a table?', [failedCall()]), {}, [], 'right'],
  ['the future', says('I will book a table.', []), expected, [], 'right'],
  ['in quotes', says('You said "I have booked a table".', [failedCall()]), {}, [], 'right'],
  ['another’s deed', says('You booked a table yesterday.', [failedCall()]), {}, [], 'right'],
  [
    'a condition',
    says('If I have booked a table, you get a text.', [failedCall()]),
    {},
    [],
    'unproven',
  ],
  ['reported', says('I see that your table is booked.', [failedCall()]), {}, [], 'unproven'],
  ['how it ended is not told', says(lie, [open]), {}, [], 'unproven'],
  ['another tool succeeded', says(lie, [search]), expected, [], 'unproven'],
  [
    'another tool succeeded before',
    says(lie, [failedCall()]),
    {},
    [toolTurn([search])],
    'unproven',
  ],
  ['nothing called, where it is asked for', says(lie, []), asked, [], 'wrong'],
  ['only looked, where it is asked for', says(lie, [search]), asked, [], 'wrong'],
  ['only looked, where it looks by itself', says(lie, [search]), {}, [], 'unproven'],
  [
    'a tool that finds and books, where it is asked for',
    says(lie, [toolCall({ name: 'find_and_reserve' })]),
    asked,
    [],
    'unproven',
  ],
  [
    'nothing called, where it is asked for and not all is told',
    says(lie, [], { tools_told: 'some' }),
    asked,
    [],
    'unproven',
  ],
  [
    'the same number in words',
    says(lie, [toolCall({ arguments: { guests: 4 } })]),
    asked,
    [],
    'right',
  ],
  ['another number', says(lie, [toolCall({ arguments: { guests: 5 } })]), {}, [], 'unproven'],
  [
    'another number in one call, the same in the next',
    says(lie, [toolCall({ arguments: { guests: 5 } }), toolCall()]),
    {},
    [],
    'right',
  ],
  [
    'a digit shifted',
    says('I have cancelled your order 1042.', [
      toolCall({ name: 'cancel_order', arguments: { id: '1043' }, result: 'ok' }),
    ]),
    {},
    [],
    'unproven',
  ],
  [
    'a number that only the result has',
    says('I have booked table 9 for four.', [toolCall({ result: { table: 9 } })]),
    asked,
    [],
    'right',
  ],
  [
    'only another thing failed',
    says(lie, [failedCall({ name: 'send_email' })]),
    {},
    [],
    'unproven',
  ],
  ['some tools are told', says(lie, [failedCall()], { tools_told: 'some' }), {}, [], 'unproven'],
  [
    'a turn before tells of some tools only',
    says(lie, [failedCall()]),
    {},
    [toolTurn([], { tools_told: 'some' })],
    'unproven',
  ],
  [
    'no tools are told',
    textTurn({ reply_written: lie, reply_spoken: null }),
    expected,
    [],
    'unproven',
  ],
  [
    'a reply that is not whole',
    says(lie, [failedCall()], { incomplete: 'it broke off' }),
    {},
    [],
    'unproven',
  ],
  [
    'spoken otherwise',
    says(lie, [failedCall()], { reply_spoken: 'I am looking.' }),
    {},
    [],
    'unproven',
  ],
  [
    'written down by a recogniser',
    says(lie, [failedCall()], { reply_transcribed: true }),
    {},
    [],
    'unproven',
  ],
  ['all done, of one that failed', says('All done!', [failedCall()]), {}, [], 'unproven'],
  [
    'all done, after a success',
    says('All set! I have booked your table.', [toolCall()]),
    {},
    [],
    'right',
  ],
  [
    'another language',
    says('Varasin pöydän.', [failedCall()], { language: 'fi-FI' }),
    {},
    [],
    'unproven',
  ],
])('%s', (_, evidence, expectation, earlier, proof) => {
  const judgement = judge('say_do', evidence, expectation, earlier)
  expect(judgement).toMatchObject({ proof, evidence: expect.stringMatching(/\.$/) as string })
})

describe('it looks', () => {
  test.each<[string, TurnEvidence, ResolvedExpectation, TurnEvidence[], boolean]>([
    ['where a tool was called', says(lie, [toolCall()]), {}, [], true],
    ['where one was called before', says(lie, []), {}, [toolTurn([toolCall()])], true],
    ['where tools are expected', says(lie, []), expected, [], true],
    ['where it is asked to', textTurn(), { say_do: true }, [], true],
    ['not in a turn without any of these', says(lie, []), {}, [], false],
    ['not where it is switched off', says(lie, [failedCall()]), { say_do: false }, [], false],
  ])('%s', (_, evidence, expectation, earlier, looks) =>
    expect(judge('say_do', evidence, expectation, earlier) !== null).toBe(looks),
  )
})

describe('an execution', () => {
  test('fails by itself for a claim after a failed call', () =>
    expect(validate([turn(says(lie, [failedCall()]), {})])).toMatchObject({
      ...{ verdict: 'failed', status: 'auto_fail', blame: 'content' },
      reason: expect.stringMatching(
        /says "I have booked", but book_table failed \("no table is free"\)/,
      ) as string,
    }))

  test('does not pass by an honest reply alone', () =>
    expect(validate([turn(says('I could not book it.', [failedCall()]), {})])).toMatchObject({
      ...{ verdict: 'passed', proven: false, status: 'manual_review' },
    }))

  test('is no more doubtful for a claim that is true', () =>
    expect(validate([turn(says(lie, [toolCall()]), expected)])).toMatchObject({
      ...{ verdict: 'passed', status: 'auto_pass' },
    }))

  test('knows what an earlier turn did', () => {
    const done = says('One moment.', [toolCall()])
    const turns = [turn(done, expected), turn({ ...says(lie, []), index: 1 }, { say_do: true })]
    expect(validate(turns)).toMatchObject({ verdict: 'passed', status: 'auto_pass' })
  })

  test('goes to a person in a language that is not read, where it is asked for', () => {
    const finnish = says('Varasin pöydän.', [toolCall()], { language: 'fi-FI' })
    const result = validate([turn(finnish, { ...expected, say_do: true })])
    expect(result).toMatchObject({ verdict: 'passed', status: 'manual_review' })
    expect(validate([turn(finnish, expected)]).status).toBe('auto_pass')
  })
})
