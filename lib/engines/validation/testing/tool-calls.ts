import type { ToolCallEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { textTurn } from '#lib/engines/validation/testing/evidence.ts'

/** A call of `book_table` for four that succeeded. */
export const toolCall = (over: Partial<ToolCallEvidence> = {}): ToolCallEvidence => ({
  id: 'call-1',
  name: 'book_table',
  arguments: { guests: 4, date: '2026-05-03' },
  result: { confirmed: true, number: 'B-7' },
  status: 'succeeded',
  requested_ms: 300,
  ended_ms: 700,
  executed_by: 'voice_ai',
  ...over,
})

/** One that failed. */
export const failedCall = (over: Partial<ToolCallEvidence> = {}): ToolCallEvidence => {
  const { result: _result, ...call } = toolCall(over)
  return { ...call, status: 'failed', error: 'no table is free', ...over }
}

/** A text turn over a connector that tells of all tools. */
export const toolTurn = (
  calls: ToolCallEvidence[],
  over: Partial<TurnEvidence> = {},
): TurnEvidence =>
  textTurn({
    tools_told: 'all',
    ...(calls.length > 0 && { tool_calls: calls }),
    ...over,
  })
