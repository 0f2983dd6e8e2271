import { expect, test, vi } from 'vitest'

import { MockedTools } from '#lib/engines/connectors/mocked-tools.ts'
import { placeMocks } from '#lib/engines/validation/tools/placed-mock.ts'
import type { ToolMock } from '#lib/engines/validation/tools/tool-mocks.ts'

const call = (name: string, given: unknown = {}) => ({
  ...{ id: '1', name, arguments: given, status: 'requested' as const },
  ...{ requestedMs: 0, endedMs: null, executedBy: 'earshot' as const },
})

const tools = (ofCase: ToolMock[], ofTarget: ToolMock[] = [], signal?: AbortSignal) =>
  new MockedTools(placeMocks(ofCase, ofTarget), 'en-US', signal)

test('answers with the result or the error of the mock that fits', async () => {
  const mocks = tools([
    { tool: 'a', result: { x: 1 } },
    { tool: 'b', error: 'no such order' },
  ])
  expect(await mocks.answer(call('a'))).toEqual({ result: { x: 1 } })
  expect(await mocks.answer(call('b'))).toEqual({ error: 'no such order' })
  expect(await mocks.answer(call('c'))).toEqual({
    unmatched: 'no mock is for this tool; there are mocks for a, b',
  })
})

test('counts what it served, also of calls that come at once', async () => {
  const mocks = tools([
    { tool: 'a', result: 1, times: 1, delay_ms: 5 },
    { tool: 'a', result: 2, times: 1 },
  ])
  const answers = await Promise.all([1, 2, 3].map(() => mocks.answer(call('a'))))
  expect(answers.slice(0, 2)).toEqual([{ result: 1 }, { result: 2 }])
  expect(answers[2]).toHaveProperty('unmatched')
})

test('digits beyond what a number holds are compared as they came', async () => {
  const mocks = tools([{ tool: 'a', arguments: { id: '12345678901234567890' }, result: 1 }])
  const given = { id: JSON.rawJSON('12345678901234567890') }
  expect(await mocks.answer(call('a', given))).toEqual({ result: 1 })
  const shifted = { id: JSON.rawJSON('12345678901234567809') }
  expect(await mocks.answer(call('a', shifted))).toHaveProperty('unmatched')
})

test('names what was not used and had to be; mocks of a target need not', async () => {
  const mocks = tools(
    [
      { tool: 'a', result: 1 },
      { tool: 'b', arguments: { x: 1 }, result: 1 },
      { tool: 'c', result: 1, optional: true },
    ],
    [{ tool: 'd', result: 1 }],
  )
  await mocks.answer(call('a'))
  await mocks.answer(call('b', { x: 2 }))
  expect(mocks.unused()).toEqual(['mocks[1] of the case (b with {"x":1})'])
})

test('waits as long as the mock says, and no longer than the conversation', async () => {
  vi.useFakeTimers()
  try {
    const abort = new AbortController()
    const mocks = tools([{ tool: 'a', result: 1, delay_ms: 30_000 }], [], abort.signal)
    const first = mocks.answer(call('a'))
    const isDone = vi.fn()
    void first.then(isDone)
    await vi.advanceTimersByTimeAsync(29_999)
    expect(isDone).not.toHaveBeenCalled()
  } finally {
    vi.useRealTimers()
  }
  const abort = new AbortController()
  const mocks = tools([{ tool: 'a', result: 1, delay_ms: 30_000 }], [], abort.signal)
  const answer = mocks.answer(call('a'))
  abort.abort()
  await expect(answer).rejects.toThrow(/abort/i)
})
