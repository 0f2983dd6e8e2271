import { expect, test } from 'vitest'

import { MockedTools } from '#lib/engines/connectors/mocked-tools.ts'
import type { ToolCall, TurnEvent } from '#lib/engines/connectors/types.ts'
import { placeMocks } from '#lib/engines/validation/tools/placed-mock.ts'
import { HostedTools } from '#lib/runs/execute/hosted-tools.ts'
import type { TurnResult } from '#lib/runs/execute/take-turn.ts'
import { calledEvidence } from '#lib/runs/execute/turn-evidence.ts'
import type { AddressedCall } from '#lib/runs/tool-calls/unread-calls.ts'

const placed = placeMocks([
  { tool: 'get_order', result: { status: 'shipped' }, delay_ms: 50 },
  { tool: 'cancel_order', error: 'too late' },
])
const addressed = (over: Partial<AddressedCall> = {}): AddressedCall => ({
  ...{ id: 'row', callId: 'own-1', name: 'get_order', arguments: { order: 'A7', n: 1 } },
  ...{ mock: 0, unmatched: null, ageMs: 0 },
  ...over,
})
const told = (over: Partial<ToolCall> = {}): TurnEvent => ({
  ...{ at: performance.now(), type: 'tool_call' },
  call: {
    ...{ id: 'told-1', name: 'get_order', arguments: { n: 1, order: 'A7' } },
    ...{ status: 'requested', requestedMs: 5, endedMs: null, executedBy: 'voice_ai' },
    ...over,
  },
})
/** A turn that began so many ms ago. */
const turn = (index: number, agoMs: number, events: TurnEvent[] = []): TurnResult => ({
  utterance: { index, language: 'en-US', text: 'hi', stimulus: null },
  ...{ events, startedAt: performance.now() - agoMs, cutShort: false, ownSide: null },
  timings: {
    ...{ connect_ms: 0, first_byte_out_ms: 0, last_byte_out_ms: 0, first_partial_ms: null },
    ...{ transcript_ms: null, first_byte_ms: 0, first_audio_ms: null, done_ms: 0 },
    ...{ response_ms: 0, speech_end_ms: null },
  },
})

/** What becomes of the turns, and of the mocks, when these calls have come. */
async function collect(calls: AddressedCall[], turns: TurnResult[]) {
  const mocks = new MockedTools(placed, 'en-US')
  const session = { url: '', read: () => Promise.resolve(calls), close: () => Promise.resolve() }
  const changed = await new HostedTools(session, placed, mocks).collect(turns)
  return { changed: changed.map(({ utterance }) => utterance.index), unused: mocks.unused() }
}

test('a call belongs to the turn in which it came, one between two turns to the first of them', async () => {
  const turns = [turn(0, 10_000), turn(1, 1_000)]
  const calls = [
    addressed({ ageMs: 5_000 }),
    addressed({ callId: 'own-2', name: 'cancel_order', mock: 1, ageMs: 500 }),
  ]
  const { changed, unused } = await collect(calls, turns)
  expect({ changed, unused }).toEqual({ changed: [0, 1], unused: [] })
  const [first, second] = turns.map(calledEvidence)
  expect(first?.tool_calls).toMatchObject([{ name: 'get_order', status: 'succeeded' }])
  const [call] = first?.tool_calls ?? []
  expect((call?.ended_ms ?? 0) - (call?.requested_ms ?? 0)).toBeCloseTo(50, 0)
  expect(second?.tool_calls).toMatchObject([{ status: 'failed', error: 'too late' }])
})

test('what came before any turn belongs to the first', async () => {
  const turns = [turn(0, 100)]
  await collect([addressed({ ageMs: 60_000 })], turns)
  expect(turns.map(calledEvidence)).toMatchObject([{ tool_calls: [{ name: 'get_order' }] }])
})

test.each<[string, Partial<ToolCall>, Partial<AddressedCall>]>([
  ['by what it is given, in any order', {}, {}],
  ['by its id', { id: 'own-1', arguments: { other: 1 } }, {}],
  ['by its name alone, where its arguments are not told', { arguments: null }, {}],
])('a call that the voice AI tells of as well is one call: %s', async (_, over, came) => {
  const turns = [turn(0, 100, [told(over)])]
  await collect([addressed(came)], turns)
  expect(calledEvidence(turns[0] ?? turn(0, 0)).tool_calls).toMatchObject([
    { executed_by: 'earshot', result: { status: 'shipped' } },
  ])
})

test('two equal calls of which one is told are two', async () => {
  const turns = [turn(0, 100, [told()])]
  await collect([addressed(), addressed({ callId: 'own-2' })], turns)
  expect(calledEvidence(turns[0] ?? turn(0, 0)).tool_calls).toHaveLength(2)
})

test('a call of another tool, or with other arguments, is another call', async () => {
  const turns = [
    turn(0, 100, [told({ arguments: { order: 'B1' } }), told({ id: 't2', name: 'x' })]),
  ]
  await collect([addressed()], turns)
  expect(calledEvidence(turns[0] ?? turn(0, 0)).tool_calls).toHaveLength(3)
})

test('one that nothing answered ends its turn, whatever else became of it', async () => {
  const events: TurnEvent[] = [
    { at: 0, type: 'error', fault: 'voice_ai_error', retryable: false, message: 'it failed' },
  ]
  const turns = [turn(0, 100, events)]
  await collect([addressed({ mock: null, unmatched: 'no mock fits' })], turns)
  expect(turns.map(calledEvidence)).toMatchObject([
    {
      fault: { fault: 'configuration', ours: true },
      tool_calls: [{ status: 'unanswered', error: 'no mock fits' }],
    },
  ])
})
