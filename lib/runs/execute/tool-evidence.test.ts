import { expect, test } from 'vitest'

import type { ToolCall, TurnEvent } from '#lib/engines/connectors/types.ts'
import { toolEvidence } from '#lib/runs/execute/tool-evidence.ts'

const call = (over: Partial<ToolCall> = {}): ToolCall => ({
  id: 'c1',
  name: 'book_table',
  arguments: { guests: 4 },
  status: 'succeeded',
  requestedMs: 120.04,
  endedMs: 450.26,
  executedBy: 'voice_ai',
  ...over,
})
const told = (one: ToolCall): TurnEvent => ({ at: 1_000, type: 'tool_call', call: one })
const reply = (over: Partial<Extract<TurnEvent, { type: 'reply' }>> = {}): TurnEvent => ({
  ...{ at: 2_000, type: 'reply', written: 'ok', spoken: 'ok' },
  ...over,
})
const of = (...events: TurnEvent[]) => toolEvidence({ events, startedAt: 900 })

test('a turn without tools says nothing of tools', () => expect(of(reply())).toEqual({}))

test('a call is kept as it was at the end, with times to a tenth of a ms', () =>
  expect(
    of(
      told(call({ status: 'requested', endedMs: null })),
      told(call({ result: { id: 'B-7' } })),
      reply({ toolCalls: [call({ result: { id: 'B-7' } })] }),
    ),
  ).toEqual({
    tool_calls: [
      {
        id: 'c1',
        name: 'book_table',
        arguments: { guests: 4 },
        result: { id: 'B-7' },
        status: 'succeeded',
        requested_ms: 120,
        ended_ms: 450.3,
        executed_by: 'voice_ai',
      },
    ],
  }))

test('calls of a turn that failed come from its events, in their order', () =>
  expect(
    of(
      told(call({ id: 'a', status: 'requested', endedMs: null })),
      told(call({ id: 'b', status: 'failed', error: 'no table' })),
      told(call({ id: 'a', status: 'unanswered', error: 'no mock' })),
    ).tool_calls?.map(({ id, status, error }) => [id, status, error]),
  ).toEqual([
    ['a', 'unanswered', 'no mock'],
    ['b', 'failed', 'no table'],
  ]))

test('arguments that are not told are null, those that are no JSON stay text', () =>
  expect(
    of(
      told(call({ id: 'a', arguments: undefined })),
      told(call({ id: 'b', arguments: '{"a":' })),
    ).tool_calls?.map((one) => one.arguments),
  ).toEqual([null, '{"a":']))

test('what is longer than 16 kB is cut, and says so', () => {
  const [one] =
    of(told(call({ arguments: { text: 'ä'.repeat(20_000) }, result: ['x'] }))).tool_calls ?? []
  expect(one?.cut).toEqual(['arguments'])
  expect(one?.arguments).toMatch(/^\{"text":"ä+… \(cut: 40011 bytes of JSON\)$/)
  expect(Buffer.byteLength(JSON.stringify(one?.arguments))).toBeLessThan(16_500)
  expect(one?.result).toEqual(['x'])
})

test('of more than 50 calls the first are kept, and the others are counted', () => {
  const found = of(...Array.from({ length: 53 }, (_, at) => told(call({ id: `c${at}` }))))
  expect(found.tool_calls).toHaveLength(50)
  expect(found.tool_calls_dropped).toBe(3)
})

test('fillers are told with the time since the turn began', () =>
  expect(of(reply({ fillers: [{ at: 1_500, text: 'Let me check.' }] }))).toEqual({
    fillers: [{ at_ms: 600, text: 'Let me check.' }],
  }))
