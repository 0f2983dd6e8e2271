import { ChatFault } from '#simulator/chat/chat-fault.ts'
import type { ChatMessage } from '#simulator/chat/schema.ts'

const unanswered = (ids: ReadonlySet<string>, at: number) =>
  new ChatFault(
    400,
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...ids].join(', ')}`,
    `messages.[${at}].role`,
  )

/**
 * Refuses, as OpenAI does, results that answer no call, and calls that have no result: each message with `tool_calls` is
 * followed by one `tool` message for each of its ids, and by nothing else before. Throws ChatFault 400.
 */
export function checkOrder(messages: readonly ChatMessage[]): void {
  /** ids of the last message of the assistant, and those of them without a result yet */
  let asked = new Set<string>()
  let open = new Set<string>()
  for (const [at, message] of messages.entries()) {
    const where = `messages.[${at}]`
    if (message.role === 'tool') {
      const id = message.tool_call_id
      if (asked.size === 0)
        throw new ChatFault(
          400,
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          `${where}.role`,
        )
      if (!asked.has(id))
        throw new ChatFault(
          400,
          `Invalid parameter: 'tool_call_id' of '${id}' not found in 'tool_calls' of previous message.`,
          `${where}.tool_call_id`,
        )
      if (!open.delete(id))
        throw new ChatFault(
          400,
          `Duplicate value for 'tool_call_id' of '${id}'.`,
          `${where}.tool_call_id`,
        )
      continue
    }
    if (open.size > 0) throw unanswered(open, at)
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : []
    asked = new Set(calls.map(({ id }) => id))
    open = new Set(asked)
    if (asked.size < calls.length)
      throw new ChatFault(
        400,
        'Invalid parameter: two tool calls have the same id.',
        `${where}.tool_calls`,
      )
  }
  if (open.size > 0) throw unanswered(open, messages.length - 1)
}
