import { describe, expect, test } from 'vitest'

import { mocks } from '#lib/engines/connectors/testing/open-websocket.ts'
import { ChatCalls, holdToolLoop, maxToolRounds } from '#lib/engines/connectors/tool-loop.ts'
import type { Json, TurnEvent } from '#lib/engines/connectors/types.ts'

/** An LLM that says these things, one a request, and notes what it was asked with. */
function llm(
  ...replies: { content?: string; calls?: [id: string, name: string, args: string][] }[]
) {
  const asked: Json[][] = []
  const ask = (said: Json[], round: number) => {
    asked.push(said)
    const { content = '', calls = [] } = replies[round] ?? replies.at(-1) ?? {}
    const list = calls.map(([id, name, given]) => ({ id, name, arguments: given }))
    return Promise.resolve({ content, calls: list, at: performance.now(), value: round })
  }
  return { asked, ask }
}

function hold(ask: ReturnType<typeof llm>['ask'], answerTool = mocks({}).answerTool) {
  const events: TurnEvent[] = []
  const { signal } = new AbortController()
  const facts = { startedAt: performance.now(), peer: 'llm.example:443', signal }
  const emit = (event: TurnEvent) => events.push(event)
  const result = holdToolLoop({ ...facts, ask, answerTool, emit })
  return { events, result }
}

describe('the loop of an LLM with tools', () => {
  test('an answer without a call is asked for once', async () => {
    const { asked, ask } = llm({ content: 'It is sunny.' })
    expect(await hold(ask).result).toMatchObject({
      ...{ last: { content: 'It is sunny.', value: 0 }, toolCalls: [], fillers: [], said: [] },
    })
    expect(asked).toEqual([[]])
  })

  test('results go back in the form of the API, and the answer after them is the answer', async () => {
    const { asked, ask } = llm(
      { content: 'Let me check.', calls: [['a', 'get_order', '{"order":"A7"}']] },
      { content: 'It has shipped.' },
    )
    const { answerTool } = mocks({ get_order: { result: { status: 'shipped' } } })
    const result = await hold(ask, answerTool).result
    expect(result).toMatchObject({
      ...{ last: { content: 'It has shipped.' }, fillers: [{ text: 'Let me check.' }] },
      toolCalls: [
        {
          ...{ id: 'a', arguments: { order: 'A7' }, result: { status: 'shipped' } },
          ...{ status: 'succeeded', executedBy: 'earshot' },
        },
      ],
    })
    const call = { name: 'get_order', arguments: '{"order":"A7"}' }
    expect(asked[1]).toEqual([
      {
        ...{ role: 'assistant', content: 'Let me check.' },
        tool_calls: [{ id: 'a', type: 'function', function: call }],
      },
      { role: 'tool', tool_call_id: 'a', content: '{"status":"shipped"}' },
    ])
    expect(result.said).toEqual(asked[1])
  })

  test('several calls of one reply are run in their order, and over several rounds', async () => {
    const { ask } = llm(
      {
        calls: [
          ['a', 'one', '{}'],
          ['b', 'two', ''],
        ],
      },
      { calls: [['a', 'one', '{}']] },
      { content: 'Done.' },
    )
    const { asked, answerTool } = mocks({ one: { result: 1 }, two: { error: 'no' } })
    const { toolCalls } = await hold(ask, answerTool).result
    expect(asked.map(({ name }) => name)).toEqual(['one', 'two', 'one'])
    expect(toolCalls.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'succeeded'])
    // The same id in another round is another call.
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(3)
  })

  test('a call that nothing answers ends it as the test’s own fault, and is evidence', async () => {
    const { ask } = llm({ calls: [['a', 'get_order', '{}']] })
    const { events, result } = hold(ask)
    await expect(result).rejects.toMatchObject({ fault: 'configuration' })
    expect(events.at(-1)).toMatchObject({ type: 'tool_call', call: { status: 'unanswered' } })
  })

  test('an LLM that goes round in circles is stopped', async () => {
    const { asked, ask } = llm({ calls: [['a', 'get_order', '{}']] })
    const { result } = hold(ask, mocks({ get_order: { result: 1 } }).answerTool)
    await expect(result).rejects.toMatchObject({ fault: 'voice_ai_error', retryable: false })
    await expect(result).rejects.toThrow(`called tools ${maxToolRounds} times`)
    expect(asked).toHaveLength(maxToolRounds + 1)
  })
})

describe('the calls of a reply', () => {
  const of = (...messages: Json[]) => {
    const calls = new ChatCalls()
    for (const message of messages) calls.add(message)
    return calls.list()
  }
  const piece = (...tool_calls: Json[]): Json => ({ choices: [{ delta: { tool_calls } }] })

  test('whole', () => {
    const tool_calls = [
      { id: 'a', type: 'function', function: { name: 'one', arguments: '{"x":1}' } },
    ]
    expect(of({ choices: [{ message: { content: null, tool_calls } }] })).toEqual([
      { id: 'a', name: 'one', arguments: '{"x":1}' },
    ])
  })

  test('in the pieces of a stream', () =>
    expect(
      of(
        piece({ index: 0, id: 'a', function: { name: 'one', arguments: '' } }),
        piece({ index: 0, function: { arguments: '{"x"' } }),
        piece({ index: 1, id: 'b', function: { name: 'two', arguments: '{}' } }),
        piece({ index: 0, function: { arguments: ':1}' } }),
        { choices: [{ delta: {}, finish_reason: 'tool_calls' }] },
      ),
    ).toEqual([
      { id: 'a', name: 'one', arguments: '{"x":1}' },
      { id: 'b', name: 'two', arguments: '{}' },
    ]))

  test('without an id, or with arguments that are no text', () =>
    expect(of(piece({ index: 0, function: { name: 'one', arguments: { x: 1 } } }))).toEqual([
      { id: 'call_0', name: 'one', arguments: '{"x":1}' },
    ]))

  test('none', () => expect(of({ choices: [{ delta: { content: 'Hi' } }] })).toEqual([]))
})
