import { z } from 'zod'

import { maxMessages, Message, withTurn } from '#lib/engines/connectors/dialog-history.ts'
import type { Json } from '#lib/engines/connectors/types.ts'

/** What is remembered: things said, and calls of tools with their results in the form in which they were sent. */
export const ChatMessage = z.union([
  Message,
  z.record(z.string(), z.json()).refine(({ role }) => role === 'assistant' || role === 'tool'),
])
type ChatMessage = z.output<typeof ChatMessage>
const Rounds = z.array(ChatMessage)

const isResult = (message: ChatMessage) => message.role === 'tool'

/** The conversation after one more turn; `rounds`: the calls and results between what was said and the answer. */
export function withRounds(
  before: readonly ChatMessage[],
  user: string,
  rounds: readonly Json[],
  assistant: string,
): ChatMessage[] {
  const [first, ...rest] = withTurn([], user, assistant)
  const calls = rounds.length === 0 ? [] : Rounds.parse(rounds)
  const said: ChatMessage[] =
    first?.role === 'user' ? [first, ...calls, ...rest] : [...calls, ...(first ? [first] : [])]
  const kept = [...before, ...said].slice(-maxMessages)
  // A result without the call that it belongs to would be refused.
  const from = kept.findIndex((message) => !isResult(message))
  return from < 0 ? [] : kept.slice(from)
}
