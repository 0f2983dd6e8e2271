import { describe, expect, test } from 'vitest'

import type { ToolCallEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import { textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { judge } from '#lib/engines/validation/testing/judgements.ts'
import { toolCall, toolTurn } from '#lib/engines/validation/testing/tool-calls.ts'
import { turn, validate } from '#lib/engines/validation/testing/validate.ts'

const [right, wrong, unproven] = ['right', 'wrong', 'unproven'] as const
const named = (name: string, over: Partial<ToolCallEvidence> = {}) => toolCall({ name, ...over })

type Row = [
  name: string,
  turn: TurnEvidence,
  expectation: ResolvedExpectation,
  proof: 'right' | 'wrong' | 'unproven',
  evidence?: RegExp,
]
const book = { name: 'book_table' }

describe('order', () => {
  const all = [{ name: 'find' }, { name: 'book' }, { name: 'pay' }]
  const calls = (...names: string[]) => toolTurn(names.map((name) => named(name)))
  test.each<[calls: string[], proof: 'right' | 'wrong' | 'unproven']>([
    [['find', 'book', 'pay'], right],
    [['find', 'log', 'book', 'find_more', 'pay'], right],
    [['find', 'find', 'book', 'pay'], right],
    [['book', 'find', 'pay'], wrong],
    // booked before it looked, and again after
    [['book', 'find', 'book', 'pay'], unproven],
  ])('%j is %s', (names, proof) =>
    expect(judge('tools', calls(...names), { tools: all, tools_in_order: true })?.proof).toBe(
      proof,
    ),
  )

  test('by places, of which two may be the same', () => {
    const placed = [
      { name: 'pay', order: 2 },
      { name: 'find', order: 1 },
      { name: 'check', order: 1 },
      { name: 'log' },
    ]
    const proof = (...names: string[]) => judge('tools', calls(...names), { tools: placed })?.proof
    expect(proof('log', 'check', 'find', 'pay')).toBe('right')
    expect(proof('find', 'check', 'pay', 'log')).toBe('right')
    expect(proof('find', 'pay', 'check', 'log')).toBe('wrong')
  })

  test('what was not called at all is wrong for that reason', () =>
    expect(
      judge('tools', calls('find', 'pay'), { tools: all, tools_in_order: true }),
    ).toMatchObject({
      proof: 'wrong',
      evidence: expect.stringMatching(/book was not called/) as string,
    }))
})

describe('where not all calls are known', () => {
  const some = (...calls: ToolCallEvidence[]) => toolTurn(calls, { tools_told: 'some' })
  const silent = textTurn()
  test.each<Row>([
    ['nothing is told: called', silent, { tools: [book] }, unproven, /does not tell of tool calls/],
    [
      'nothing is told: not called',
      silent,
      { tools: [{ ...book, called: false }] },
      unproven,
      /does not tell of tool calls/,
    ],
    [
      'nothing is told: no others',
      silent,
      { no_other_tools: true },
      unproven,
      /does not tell of tool calls/,
    ],
    ['some are told: seen', some(toolCall()), { tools: [book] }, right],
    [
      'some are told: not seen',
      some(),
      { tools: [book] },
      unproven,
      /some kinds of tool calls only/,
    ],
    [
      'some are told: not to be called, not seen',
      some(),
      { tools: [{ ...book, called: false }] },
      unproven,
    ],
    [
      'some are told: not to be called, seen',
      some(toolCall()),
      { tools: [{ ...book, called: false }] },
      wrong,
    ],
    ['some are told: another seen', some(named('pay')), { no_other_tools: true }, wrong],
    [
      'the reply is not whole',
      toolTurn([], { incomplete: 'it broke off' }),
      { tools: [book] },
      unproven,
      /not whole/,
    ],
    [
      'the caller broke in',
      toolTurn([], { cut_short: true }),
      { tools: [book] },
      unproven,
      /cut short/,
    ],
    [
      'too many calls',
      toolTurn([named('pay')], { tool_calls_dropped: 3 }),
      { tools: [book] },
      unproven,
      /3 more calls/,
    ],
  ])('%s', (_, evidence, expectation, proof, words) =>
    expect(judge('tools', evidence, expectation)).toMatchObject({
      proof,
      evidence: expect.stringMatching(words ?? /\.$/) as string,
    }),
  )
})

describe('an execution', () => {
  test('passes by itself when the tools were called as expected', () =>
    expect(validate([turn(toolTurn([toolCall()]), { tools: [book] })])).toMatchObject({
      ...{ verdict: 'passed', status: 'auto_pass' },
    }))

  test('fails by itself, and the voice AI is to blame', () =>
    expect(validate([turn(toolTurn([]), { tools: [book] })])).toMatchObject({
      ...{ verdict: 'failed', status: 'auto_fail', blame: 'content' },
      blameReason: 'Content: sent as text, but the tools were not called as expected.',
    }))

  test('was heard wrong where the words did not arrive', () => {
    const misheard = voiceTurn({
      ...{ heard: 'what is the weather in boston', tools_told: 'all' },
      tool_calls: [named('weather', { arguments: { city: 'Boston' } })],
    })
    const expectation = { tools: [{ name: 'weather', arguments: { city: 'Toronto' } }] }
    expect(validate([turn(misheard, expectation)])).toMatchObject({
      ...{ verdict: 'failed', blame: 'recognition' },
    })
  })

  test('goes to a person where the connector tells of no tools', () =>
    expect(validate([turn(textTurn(), { tools: [book] })])).toMatchObject({
      ...{ verdict: 'passed', proven: false, status: 'manual_review' },
    }))

  test('may be answered by a tool alone', () => {
    const none = { reply_written: null, reply_spoken: null, intent: null }
    const transfer = toolTurn([named('transfer_call')], none)
    expect(validate([turn(transfer, { tools: [{ name: 'transfer_call' }] })]).verdict).toBe(
      'passed',
    )
    expect(validate([turn(toolTurn([], none), { tools: [book] })]).verdict).toBe('invalid')
  })
})
