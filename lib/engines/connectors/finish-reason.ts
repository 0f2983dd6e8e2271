import { excerpt } from '#lib/engines/connectors/reply-fault.ts'

/** Reasons with which a reply ends because all of it was said. */
const whole = new Set([
  ...['stop', 'end', 'end_turn', 'stop_sequence', 'eos', 'eos_token', 'complete', 'completed'],
  ...['finish', 'finished', 'done', 'success'],
])

const limit = 'it reached its limit of tokens'
const filter = 'a content filter cut it'
const stopped = 'it was broken off'
const tool = 'it ended in a call of a tool, which nobody answers over this connector'
const cuts: Record<string, string> = {
  ...{ length: limit, max_tokens: limit, max_output_tokens: limit, model_length: limit },
  ...{ max_length: limit, model_context_window_exceeded: limit },
  ...{ content_filter: filter, content_filtered: filter, safety: filter, recitation: filter },
  ...{
    blocklist: filter,
    prohibited_content: filter,
    refusal: filter,
    guardrail_intervened: filter,
  },
  ...{ abort: stopped, aborted: stopped, cancel: stopped, cancelled: stopped, canceled: stopped },
  ...{ tool_calls: tool, tool_call: tool, tool_use: tool, function_call: tool },
  ...{ interrupted: stopped, error: 'it ended in an error' },
}

/** Whether a reply ended because tools are to be run; some servers say that it just stopped. */
export const asksForTools = (reason: string | null): boolean =>
  reason !== null && cuts[reason.trim().toLowerCase()] === tool

/** Why a reply that ended with `reason` (a chat completion's `finish_reason`) is not whole, as half a sentence; null when it is. */
export function whyCut(reason: string): string | null {
  const known = reason.trim().toLowerCase()
  if (known === '' || whole.has(known)) return null
  const why = cuts[known] ?? 'it ended for a reason that Earshot does not know'
  return `${why} (reason "${excerpt(reason, 40)}")`
}
