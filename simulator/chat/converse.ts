import { textOf, type ChatMessage } from '#simulator/chat/schema.ts'
import { languages, type Language, type ToolOutcome } from '#simulator/domains/domain.ts'
import type { Answer } from '#simulator/understanding/answer.ts'
import { respond } from '#simulator/understanding/respond.ts'

/** One thing that the user said, and what the tools called for it have come to so far. */
type Exchange = { text: string; results: { name: string; outcome: ToolOutcome }[] }

/** What a tool message says: JSON with an `error`, or a text that begins so, is a failure. */
function outcomeOf(content: string): ToolOutcome {
  let value: unknown = content
  try {
    value = JSON.parse(content)
  } catch {
    // Any other text stays as it is.
  }
  const error: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'error') : undefined
  if (error != null && error !== false && error !== '')
    return { error: typeof error === 'string' ? error : JSON.stringify(error) }
  if (typeof value === 'string' && /^error\b/i.test(value)) return { error: value }
  return { result: value }
}

function exchangesOf(messages: readonly ChatMessage[]): Exchange[] {
  const exchanges: Exchange[] = []
  const names = new Map<string, string>()
  for (const message of messages) {
    if (message.role === 'user') exchanges.push({ text: textOf(message.content), results: [] })
    if (message.role === 'assistant')
      for (const { id, function: called } of message.tool_calls ?? []) names.set(id, called.name)
    if (message.role === 'tool')
      exchanges.at(-1)?.results.push({
        name: names.get(message.tool_call_id) ?? '',
        outcome: outcomeOf(textOf(message.content)),
      })
  }
  return exchanges
}

type Said = { answer: Answer; language: Language }

function answerTo(
  { text, results }: Exchange,
  { language, state, weakSpots }: { language: Language; state: unknown; weakSpots: boolean },
): Answer {
  const left = [...results]
  return respond({
    ...{ text, language, state, weakSpots },
    runTool: ({ name }) => {
      const at = left.findIndex((result) => result.name === name)
      return at < 0 ? null : (left.splice(at, 1)[0]?.outcome ?? null)
    },
  })
}

/** The answer to one more message, in the first language that understands it. */
function saidNext(said: Said | null, exchange: Exchange, weakSpots: boolean): Said | null {
  const known: Language = said?.language ?? 'en'
  const state: unknown = said?.answer.state ?? null
  let next: Said | null = null
  for (const language of [known, ...languages.filter((one) => one !== known)]) {
    const answer = answerTo(exchange, { language, state, weakSpots })
    if (answer.domain !== null) return { answer, language }
    next ??= { answer, language }
  }
  return next
}

/**
 * What the demo says to a chat, all of which is told again with each request: in the first language that understands it, that
 * of the conversation before all others. Null when the user has said nothing.
 */
export const converse = (messages: readonly ChatMessage[], weakSpots: boolean): Said | null =>
  exchangesOf(messages).reduce<Said | null>(
    (said, exchange) => saidNext(said, exchange, weakSpots),
    null,
  )
