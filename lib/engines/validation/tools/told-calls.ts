import type { ToolCallEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'

/** The tool calls of a turn that are known. */
export type ToldCalls = {
  calls: readonly ToolCallEvidence[]
  /** why there may be others; null when all are known */
  gap: string | null
  /** nothing at all is known of tools */
  blind: boolean
}

/** What is known of the tools of a turn, and why that may not be all. */
export function toldCalls(turn: TurnEvidence): ToldCalls {
  const calls = turn.tool_calls ?? []
  const { tools_told: told, tool_calls_dropped: dropped = 0 } = turn
  const blind = told === undefined && calls.length === 0
  if (blind) return { calls, blind, gap: 'the connector does not tell of tool calls' }
  if (told !== 'all')
    return { calls, blind, gap: 'the connector tells of some kinds of tool calls only' }
  if (dropped > 0) return { calls, blind, gap: `${dropped} more calls were not kept` }
  if (turn.incomplete !== undefined) return { calls, blind, gap: 'the reply is not whole' }
  return { calls, blind, gap: turn.cut_short ? 'the reply was cut short by the caller' : null }
}
