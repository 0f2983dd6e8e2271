import { afterEach, describe, expect, test } from 'vitest'

import { houndify } from '#lib/engines/connectors/houndify/index.ts'
import {
  startCaptureServer,
  type CaptureServer,
} from '#lib/engines/connectors/houndify/testing/capture-server.ts'
import { openSession } from '#lib/engines/connectors/houndify/testing/short-deadlines.ts'
import { of, takeTurn, textTurn, voiceTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import type { Turn } from '#lib/engines/connectors/types.ts'

let server: CaptureServer | undefined
afterEach(() => server?.close())

const path = '$.AllResults[0].ToolCalls'
const told = { tool_calls_path: path, tools_told: 'all' }

/** The events of a turn whose result has `more` beside its answer. */
async function answered(more: object, config: object = told, turn: Turn = textTurn) {
  const result = {
    ...{ Format: 'SoundHoundVoiceSearchResult', FormatVersion: '1.0', Status: 'OK' },
    AllResults: [{ CommandKind: 'OrderCommand', WrittenResponse: 'Done.', ...more }],
  }
  server = await startCaptureServer((response) => response.end(`${JSON.stringify(result)}\n`))
  return takeTurn(openSession(server.url, { ...config }), turn)
}

const list = (...ToolCalls: unknown[]) => ({ ToolCalls })

test.each([
  ['text', textTurn],
  ['voice', voiceTurn()],
])('calls of a %s turn are told in their order, and with the reply', async (_, turn) => {
  const calls = list(
    { id: 'a', name: 'get_order', arguments: { order_id: 'A-17' }, result: { status: 'shipped' } },
    { id: 'b', name: 'cancel_order', arguments: '{"order_id":"A-17"}', error: 'already_shipped' },
  )
  const events = await answered(calls, told, turn)
  const expected = [
    {
      ...{ id: 'a', name: 'get_order', status: 'succeeded', executedBy: 'voice_ai' },
      ...{ arguments: { order_id: 'A-17' }, result: { status: 'shipped' } },
    },
    {
      ...{ id: 'b', name: 'cancel_order', status: 'failed', error: 'already_shipped' },
      arguments: { order_id: 'A-17' },
    },
  ]
  const [reply] = of(events, 'reply')
  expect(reply?.toolCalls).toMatchObject(expected)
  expect(of(events, 'tool_call').map(({ call }) => call.status)).toEqual([
    ...['requested', 'succeeded', 'requested', 'failed'],
  ])
  const times = reply?.toolCalls?.flatMap(({ requestedMs, endedMs }) => [requestedMs, endedMs])
  expect(times?.every((ms) => ms !== null && ms > 0)).toBe(true)
})

describe('how a call ended', () => {
  test.each<[string, object, object]>([
    ['with a result of null', { result: null }, { status: 'succeeded', result: null }],
    ['with neither result nor error', {}, { status: 'requested', arguments: null }],
    ['with an error that is null', { result: 1, error: null }, { status: 'succeeded', result: 1 }],
    [
      'with an error that is an object',
      { error: { code: 7 } },
      { status: 'failed', error: '{"code":7}' },
    ],
    ['with a result and an error', { result: 1, error: 'no' }, { status: 'failed', error: 'no' }],
    ['without a name', { name: null, result: 1 }, { name: '', status: 'succeeded' }],
  ])('%s', async (_, call, expected) => {
    const events = await answered(list({ name: 'get_order', ...call }))
    expect(of(events, 'reply')[0]?.toolCalls).toMatchObject([expected])
  })
})

test('calls with the same id, or none, are calls of their own', async () => {
  const events = await answered(
    list({ id: 'x', name: 'a' }, { id: 'x', name: 'b' }, { name: 'c' }, { id: 7, name: 'd' }),
  )
  const calls = of(events, 'reply')[0]?.toolCalls ?? []
  expect(calls.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
  expect(new Set(calls.map(({ id }) => id)).size).toBe(4)
})

test('an empty list is no call', async () => {
  const events = await answered(list())
  expect(of(events, 'tool_call')).toEqual([])
  expect(of(events, 'reply')).toMatchObject([{ written: 'Done.' }])
})

describe('a list that is not where the settings say', () => {
  test.each<[string, object, object, RegExp]>([
    ['all are told, and there is none', {}, told, /nothing there.*Correct the path, or set/],
    ['something else is there', { ToolCalls: 'none' }, told, /something else than a list/],
    [
      'something else is there, of some',
      { ToolCalls: {} },
      { tool_calls_path: path },
      /than a list/,
    ],
    ['an item is no call', list({ name: 'a' }, 'b'), told, /item 2 of the list/],
  ])('%s', async (_, more, config, message) => {
    const events = await answered(more, config)
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'configuration' })
    expect(of(events, 'error')[0]?.message).toMatch(message)
    expect(of(events, 'reply')).toEqual([])
  })

  test('of some calls need not be there', async () =>
    expect(of(await answered({}, { tool_calls_path: path }), 'reply')).toHaveLength(1))
})

test.each<[object, 'all' | 'some' | undefined]>([
  [{}, undefined],
  [{ tools_told: 'all' }, undefined],
  [{ tool_calls_path: path }, 'some'],
  [told, 'all'],
])('a target with %j tells of %s', (config, tools) => {
  const settings = houndify.config.parse({ endpoint: 'http://127.0.0.1:1/v1', ...config })
  expect(houndify.capabilities(settings).tools).toBe(tools)
})

test('without the setting nothing is read', async () => {
  const events = await answered(list({ name: 'a' }), {})
  expect(of(events, 'tool_call')).toEqual([])
})

test.each(['$.AllResults[*].ToolCalls', '$..ToolCalls', 'ToolCalls'])(
  'the path %s is refused: an empty list there would look like none',
  (tool_calls_path) => expect(houndify.config.safeParse({ tool_calls_path }).success).toBe(false),
)
