import type { ToolCall, TurnEvent } from '#lib/engines/connectors/types.ts'
import type {
  FillerEvidence,
  ToolCallEvidence,
  TurnEvidence,
} from '#lib/engines/validation/evidence.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import type { Json } from '#lib/platform/json.ts'

/** Bytes of JSON that are kept of the arguments of a call, and of its result. */
const maxValue = 16 * 1024
/** Calls that are kept of a turn. */
const maxCalls = 50
const maxName = 200
const maxText = 2_000
const maxFillers = 20

const cutText = (text: string, length: number) =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text

/** A value of a tool as JSON; one that is too long becomes its text, cut, with a mark at its end. */
function bounded(value: unknown): { value: Json; cut: boolean } {
  const text = JSON.stringify(value ?? null) as string | undefined
  if (text === undefined) return { value: null, cut: false }
  const bytes = Buffer.from(text)
  if (bytes.length <= maxValue) return { value: JSON.parse(text) as Json, cut: false }
  // A character whose bytes were cut through is left out.
  const kept = new TextDecoder().decode(bytes.subarray(0, maxValue), { stream: true })
  return { value: `${kept}… (cut: ${bytes.length} bytes of JSON)`, cut: true }
}

const round = (ms: number) => Math.round(ms * 10) / 10

function callEvidence(call: ToolCall): ToolCallEvidence {
  const given = bounded(call.arguments)
  const result = call.result === undefined ? undefined : bounded(call.result)
  const cut = [
    ...(given.cut ? ['arguments' as const] : []),
    ...(result?.cut ? ['result' as const] : []),
  ]
  return {
    id: cutText(call.id, maxName),
    name: cutText(call.name, maxName),
    arguments: given.value,
    status: call.status,
    requested_ms: round(call.requestedMs),
    ended_ms: call.endedMs === null ? null : round(call.endedMs),
    executed_by: call.executedBy,
    ...definedValues({
      result: result?.value,
      error: call.error === undefined ? undefined : cutText(call.error, maxText),
    }),
    ...(cut.length > 0 && { cut }),
  }
}

/** What is known of each call at the end: the last that was told of it, in the order of the calls. */
function callsOf(events: readonly TurnEvent[]): ToolCall[] {
  const calls = new Map<string, ToolCall>()
  for (const event of events)
    if (event.type === 'tool_call') calls.set(event.call.id, event.call)
    else if (event.type === 'reply')
      for (const call of event.toolCalls ?? []) calls.set(call.id, call)
  return [...calls.values()]
}

function fillersOf(events: readonly TurnEvent[], startedAt: number): FillerEvidence[] {
  const reply = events.findLast((event) => event.type === 'reply')
  return (reply?.fillers ?? []).slice(0, maxFillers).map(({ at, text }) => ({
    at_ms: round(at - startedAt),
    text: cutText(text, maxText),
  }))
}

/** Those that are kept: the first, and in any case the one that nothing answered, which ended the turn. */
function keptOf(calls: readonly ToolCall[]): ToolCall[] {
  const kept = calls.slice(0, maxCalls)
  const late = calls.slice(maxCalls).find(({ status }) => status === 'unanswered')
  return late === undefined ? kept : [...kept.slice(0, -1), late]
}

/** The tools that were called in a turn, whether it failed or not, and what was said meanwhile. */
export function toolEvidence({
  events,
  startedAt,
}: {
  events: readonly TurnEvent[]
  /** `performance.now()` when the turn began */
  startedAt: number
}): Partial<Pick<TurnEvidence, 'tool_calls' | 'tool_calls_dropped' | 'fillers'>> {
  const calls = callsOf(events)
  const fillers = fillersOf(events, startedAt)
  return {
    ...(calls.length > 0 && { tool_calls: keptOf(calls).map(callEvidence) }),
    ...(calls.length > maxCalls && { tool_calls_dropped: calls.length - maxCalls }),
    ...(fillers.length > 0 && { fillers }),
  }
}
