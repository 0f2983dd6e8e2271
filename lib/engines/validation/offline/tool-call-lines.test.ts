import { expect, test } from 'vitest'

import { judgeLine, readLine } from '#lib/engines/validation/offline/judge-line.ts'
import { toolCallEvidence, ToolCallLines } from '#lib/engines/validation/offline/tool-call-lines.ts'
import { policyOf, PolicySettings } from '#lib/engines/validation/policy-settings.ts'

const policy = policyOf(PolicySettings.parse({}))
const evidence = (calls: unknown) => toolCallEvidence(ToolCallLines.parse(calls))

function judged(reply: object, expect: object) {
  const { line, error } = readLine({ id: 't', language: 'en-US', expect, reply })
  if (line === null) throw new Error(error)
  return judgeLine(line, policy)
}

test('a call as chat completions write it is read, arguments and all', () =>
  expect(
    evidence([
      { id: 'c1', type: 'function', function: { name: 'pay', arguments: '{"amount": 5}' } },
    ]),
  ).toMatchObject([{ id: 'c1', name: 'pay', arguments: { amount: 5 }, status: 'requested' }]))

test.each([
  [{ name: 'pay', result: null }, 'succeeded'],
  [{ name: 'pay', error: 'no money' }, 'failed'],
  [{ name: 'pay' }, 'requested'],
  [{ name: 'pay', status: 'succeeded' }, 'succeeded'],
])('how a call ended follows from what is told: %j', (call, status) =>
  expect(evidence([call])[0]?.status).toBe(status),
)

test('a call without a name is refused, and named', () =>
  expect(readLine({ language: 'en', reply: { tool_calls: [{ arguments: {} }] } }).error).toMatch(
    /reply\.tool_calls\[0\]\.name.*is missing/,
  ))

const tools = { tools: [{ name: 'book_table', arguments: { guests: 4 } }] }
const text = 'One moment, the table is yours.'

test.each<[string, object, object, string]>([
  [
    'as expected',
    { text, tool_calls: [{ name: 'book_table', arguments: { guests: 4 } }] },
    tools,
    'auto_pass',
  ],
  [
    'otherwise',
    { text, tool_calls: [{ name: 'book_table', arguments: { guests: 3 } }] },
    tools,
    'auto_fail',
  ],
  ['not at all', { text, tool_calls: [] }, tools, 'auto_fail'],
  ['not told', { text }, tools, 'manual_review'],
  [
    'a claim after a failure',
    { text: 'I have booked a table.', tool_calls: [{ name: 'book_table', error: 'full' }] },
    {},
    'auto_fail',
  ],
])('tools of a line are judged: %s', (_, reply, expectation, status) =>
  expect(judged(reply, expectation)).toMatchObject({ review_status: status }),
)

test('a conversation knows the calls of its earlier turns', () => {
  const say = { text: 'I have booked a table.' }
  const turns = [
    { reply: { text: 'Let me see.', tool_calls: [{ name: 'book_table', result: 'ok' }] } },
    { reply: { ...say, tool_calls: [] }, expect: { say_do: true } },
  ]
  const { line } = readLine({ language: 'en-US', turns })
  if (line === null) throw new Error('unreadable')
  expect(judgeLine(line, policy).scores.at(-1)).toMatchObject({
    ...{ validator: 'say_do', turn: 1, proof: 'right' },
  })
})
