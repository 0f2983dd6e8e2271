import { expect, test } from 'vitest'

import { answerCall, parseToolValue, ToolLog, toolText } from '#lib/engines/connectors/tool-log.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'

function start() {
  const events: TurnEvent[] = []
  return { log: new ToolLog(1_000, (event) => events.push(event)), events }
}
const request = { id: '1', name: 'get_order', executedBy: 'voice_ai' } as const

test.each<[unknown, unknown]>([
  ['{"a":1}', { a: 1 }],
  ['[1]', [1]],
  ['{"id":12345678901234567890}', { id: '12345678901234567890' }],
  ['shipped', 'shipped'],
  ['7', '7'],
  ['{"a":', '{"a":'],
  [{ a: 1 }, { a: 1 }],
])('reads %j as %j', (told, value) => expect(parseToolValue(told as string)).toEqual(value))

test('writes a value as a model reads it', () => {
  expect(toolText('shipped')).toBe('shipped')
  expect(toolText({ a: 1 })).toBe('{"a":1}')
  expect(toolText(undefined)).toBe('null')
})

test('times count from the beginning of the turn', () => {
  const { log } = start()
  log.end(log.request(request, 1_200), { result: 'ok' }, 1_500)
  expect(log.list()).toMatchObject([
    { requestedMs: 200, endedMs: 500, status: 'succeeded', result: 'ok', arguments: null },
  ])
})

test('two events of one call are one call that knows more', () => {
  const { log, events } = start()
  log.request({ ...request, name: '' }, 1_000)
  log.request({ ...request, executedBy: 'earshot', arguments: { order: 'A7' } }, 1_100)
  expect(log.list()).toMatchObject([
    { name: 'get_order', arguments: { order: 'A7' }, executedBy: 'earshot', requestedMs: 0 },
  ])
  expect(events.map(({ type }) => type)).toEqual(['tool_call', 'tool_call'])
})

test('what is told after the end changes neither time nor outcome', () => {
  const { log } = start()
  const call = log.request(request, 1_000)
  log.end(call, { error: 'not found' }, 1_100)
  log.end(call, { result: 'later' }, 1_900)
  expect(log.list()).toMatchObject([{ status: 'failed', error: 'not found', endedMs: 100 }])
})

test('an end whose outcome is not told leaves the call as it was asked for', () => {
  const { log } = start()
  log.end(log.request(request, 1_000), { untold: true }, 1_100)
  expect(log.list()).toMatchObject([{ status: 'requested', endedMs: 100 }])
})

test('an event is a copy: what is told later does not change it', () => {
  const { log, events } = start()
  const call = log.request(request, 1_000)
  log.end(call, { result: 'ok' }, 1_100)
  expect(events[0]).toMatchObject({ call: { status: 'requested', endedMs: null } })
})

const peer = 'agent.example:443'

test('a call that nothing answers is named, with its arguments', async () => {
  const { log } = start()
  const call = log.request({ ...request, arguments: { order: 'A7' } }, 1_000)
  const answered = answerCall(log, call, { answerTool: () => Promise.resolve(null), peer })
  await expect(answered).rejects.toMatchObject({ fault: 'configuration', retryable: false })
  await expect(answered).rejects.toThrow(/"get_order" with \{"order":"A7"\}, and nothing answers/)
  expect(log.list()).toMatchObject([{ status: 'unanswered' }])
})

test('a mock that throws is the test’s own fault, too', async () => {
  const { log } = start()
  const answerTool = () => Promise.reject(new Error('bad template'))
  const answered = answerCall(log, log.request(request, 1_000), { answerTool, peer })
  await expect(answered).rejects.toMatchObject({ fault: 'configuration' })
  await expect(answered).rejects.toThrow(/bad template/)
})
