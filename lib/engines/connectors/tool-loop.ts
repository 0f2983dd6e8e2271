import { valueAt } from '#lib/engines/connectors/json-path.ts'
import { reportedFault } from '#lib/engines/connectors/reply-fault.ts'
import { answerCall, parseToolValue, ToolLog, toolText } from '#lib/engines/connectors/tool-log.ts'
import type { AnswerTool, Json, ToolCall, TurnEvent } from '#lib/engines/connectors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** A call as chat completions write it. */
type ChatCall = { id: string; name: string; arguments: string }

/** What one request was answered with; `value` is whatever the connector needs of it. */
type ChatRound<T> = { content: string; calls: readonly ChatCall[]; at: number; value: T }

/** Rounds of calls before the voice AI is said to go round in circles. */
export const maxToolRounds = 8

/**
 * Gathers the calls of a reply in the form of chat completions: whole (`choices[0].message.tool_calls`), or in the
 * pieces of a stream (`choices[0].delta.tool_calls`), where the first piece of a call has its id and name, and the
 * others only its index and more of its arguments. platform.openai.com/docs/api-reference/chat.
 */
export class ChatCalls {
  readonly #calls: ChatCall[] = []

  /** Takes a reply, or one message of a stream. */
  add(message: Json): void {
    const found =
      valueAt(message, '$.choices[0].delta.tool_calls') ??
      valueAt(message, '$.choices[0].message.tool_calls')
    if (!Array.isArray(found)) return
    found.forEach((piece, place) => this.#piece(piece, place))
  }

  list(): ChatCall[] {
    return this.#calls.filter(({ name }) => name !== '').map((call) => ({ ...call }))
  }

  #piece(piece: Json, place: number): void {
    const index = Number(valueAt(piece, '$.index') ?? place)
    if (!Number.isInteger(index) || index < 0 || index >= 128) return
    const call = (this.#calls[index] ??= { id: `call_${index}`, name: '', arguments: '' })
    const textOf = (path: string): string => {
      const value = valueAt(piece, path)
      return value === undefined || value === null ? '' : toolText(value)
    }
    call.id = textOf('$.id') || call.id
    call.name += textOf('$.function.name')
    // Some servers answer with an object where the API has a text of JSON.
    call.arguments += textOf('$.function.arguments')
  }
}

type ToolLoop<T> = {
  /** Asks once more; `said` follows the messages of the request: calls and results of the rounds before. */
  ask: (said: Json[], round: number) => Promise<ChatRound<T>>
  answerTool: AnswerTool | undefined
  emit: (event: TurnEvent) => void
  /** `performance.now()` when the turn began */
  startedAt: number
  /** `host:port`, for messages */
  peer: string
  signal: AbortSignal
}

export type ToolLoopResult<T> = {
  /** the round that has no calls: the answer */
  last: ChatRound<T>
  toolCalls: ToolCall[]
  /** what was said in the rounds before it */
  fillers: { at: number; text: string }[]
  /** the messages between request and answer, for the conversation's history */
  said: Json[]
}

/** The calls as the message that asked for them; it must come back with their results. */
const askedAs = ({ content, calls }: ChatRound<unknown>): Json => ({
  role: 'assistant',
  content: content === '' ? null : content,
  tool_calls: calls.map(({ id, name, arguments: given }) => ({
    ...{ id, type: 'function', function: { name, arguments: given } },
  })),
})

/**
 * Holds a turn with an LLM whose tools we run: asks, runs what it calls in the order of the calls, asks again with the
 * results, until it answers without a call. Throws NetworkError: `configuration` when nothing answers a call,
 * `voice_ai_error` after `maxToolRounds` rounds, and whatever `ask` throws.
 */
export async function holdToolLoop<T>(loop: ToolLoop<T>): Promise<ToolLoopResult<T>> {
  const { ask, answerTool, emit, startedAt, peer } = loop
  const log = new ToolLog(startedAt, emit)
  const fillers: ToolLoopResult<T>['fillers'] = []
  const said: Json[] = []
  for (let round = 0; round <= maxToolRounds; round += 1) {
    const last = await ask([...said], round)
    if (last.calls.length === 0) return { last, toolCalls: log.list(), fillers, said }
    if (round === maxToolRounds) break
    const text = last.content.trim()
    if (text !== '') fillers.push({ at: last.at, text })
    // All are noted before the first is run: what they ask for is evidence, whatever becomes of it.
    const calls = last.calls.map((one, place) => {
      const known = log.find(one.id) !== undefined
      const id = known ? `${one.id}#${round}.${place}` : one.id
      const given = one.arguments === '' ? {} : parseToolValue(one.arguments)
      const { name } = one
      return log.request({ id, name, arguments: given, executedBy: 'earshot' }, last.at)
    })
    said.push(askedAs(last))
    for (const [place, call] of calls.entries()) {
      const answer = await unlessCancelled(loop, () => answerCall(log, call, { answerTool, peer }))
      const content = answer === null ? 'null' : resultText(answer)
      said.push({ role: 'tool', tool_call_id: last.calls[place]?.id ?? call.id, content })
    }
  }
  throw reportedFault(
    peer,
    `it called tools ${maxToolRounds} times in a row and still did not answer`,
  )
}

/** Whoever ends the conversation while a tool runs is not told of the tool. */
async function unlessCancelled<T>(
  { signal, peer }: Pick<ToolLoop<unknown>, 'signal' | 'peer'>,
  answer: () => Promise<T>,
): Promise<T> {
  try {
    return await answer()
  } catch (error) {
    if (!signal.aborted) throw error
    throw new NetworkError({ fault: 'cancelled', detail: 'cancelled', peer, retryable: false })
  }
}

const resultText = (answer: { result: unknown } | { error: string }): string =>
  'error' in answer ? JSON.stringify({ error: answer.error }) : toolText(answer.result)
