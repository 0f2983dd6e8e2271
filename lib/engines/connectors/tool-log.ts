import { parseLossless, toJson } from '#lib/engines/connectors/lossless-json.ts'
import { excerpt } from '#lib/engines/connectors/reply-fault.ts'
import type {
  AnswerTool,
  Json,
  ToolAnswer,
  ToolCall,
  TurnEvent,
} from '#lib/engines/connectors/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** What a call is asked with; `arguments` undefined where they are not told. */
type ToolRequest = Pick<ToolCall, 'id' | 'name' | 'executedBy'> & { arguments?: unknown }

export type ToolOutcome = ToolAnswer | { unanswered: string } | { untold: true }

/** What a tool was given, or gave back: many write it as a text of JSON. Any other text stays as it is. */
export function parseToolValue(value: Json | undefined): unknown {
  if (typeof value !== 'string') return value
  try {
    const parsed = toJson(parseLossless(value))
    // A bare word or number is a text like any other: only structure is read.
    return parsed !== null && typeof parsed === 'object' ? parsed : value
  } catch {
    return value
  }
}

/** A value as the text that a model reads. */
export const toolText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null')

/** The tool calls of one turn, as evidence: each change is told as an event. */
export class ToolLog {
  readonly #startedAt: number
  readonly #emit: (event: TurnEvent) => void
  readonly #calls: ToolCall[] = []

  /** `startedAt`: `performance.now()` when the turn began. */
  constructor(startedAt: number, emit: (event: TurnEvent) => void) {
    this.#startedAt = startedAt
    this.#emit = emit
  }

  /** All calls in their order; copies. */
  list(): ToolCall[] {
    return this.#calls.map((call) => ({ ...call }))
  }

  find(id: string): ToolCall | undefined {
    return this.#calls.find((call) => call.id === id)
  }

  /** A call is asked for. Of one that is known, what was not known yet is filled in. */
  request({ id, name, executedBy, ...given }: ToolRequest, at: number): ToolCall {
    const known = this.find(id)
    const call: ToolCall = known ?? {
      ...{
        id,
        name,
        executedBy,
        arguments: null,
        requestedMs: at - this.#startedAt,
        endedMs: null,
      },
      status: 'requested',
    }
    if (!known) this.#calls.push(call)
    if (call.name === '') call.name = name
    if (executedBy === 'earshot') call.executedBy = executedBy
    if (given.arguments !== undefined) call.arguments = given.arguments
    return this.#tell(call, at)
  }

  /** A call has ended. One that has ended before learns at most its result. */
  end(call: ToolCall, outcome: ToolOutcome, at: number): void {
    call.endedMs ??= at - this.#startedAt
    if ('result' in outcome) call.result ??= outcome.result
    if ('error' in outcome) call.error ??= outcome.error
    if ('unanswered' in outcome) call.error ??= outcome.unanswered
    if (call.status === 'requested') call.status = statusOf(outcome)
    this.#tell(call, at)
  }

  #tell(call: ToolCall, at: number): ToolCall {
    this.#emit({ at, type: 'tool_call', call: { ...call } })
    return call
  }
}

function statusOf(outcome: ToolOutcome): ToolCall['status'] {
  if ('unanswered' in outcome) return 'unanswered'
  if ('untold' in outcome) return 'requested'
  return 'error' in outcome ? 'failed' : 'succeeded'
}

/** The end of a turn in which nothing answers a tool: the test is incomplete, not the voice AI wrong. */
function unansweredFault(call: ToolCall, why: string, peer: string): NetworkError {
  const given = call.arguments === null ? '' : ` with ${excerpt(toolText(call.arguments))}`
  const detail = `the voice AI called the tool "${call.name}"${given}, and ${why}`
  const facts = { detail, peer, retryable: false, maybeExecuted: true }
  return new NetworkError({ ...facts, fault: 'configuration' })
}

const nothingAnswers = 'nothing answers it: no mock is set'

/**
 * Runs a tool and notes the outcome. Throws NetworkError `configuration` when nothing answers the call. Null when the
 * call was called off meanwhile.
 */
export async function answerCall(
  log: ToolLog,
  call: ToolCall,
  { answerTool, peer }: { answerTool: AnswerTool | undefined; peer: string },
): Promise<ToolAnswer | null> {
  const asked = await answerOf(answerTool, call)
  if (call.endedMs !== null) return null
  const at = performance.now()
  if (asked !== null && !('unmatched' in asked)) {
    log.end(call, asked, at)
    return asked
  }
  const why = asked?.unmatched ?? nothingAnswers
  log.end(call, { unanswered: why }, at)
  throw unansweredFault(call, why, peer)
}

async function answerOf(
  answerTool: AnswerTool | undefined,
  call: ToolCall,
): ReturnType<AnswerTool> {
  try {
    return (await answerTool?.({ ...call })) ?? null
  } catch (error) {
    return { unmatched: `its mock is broken: ${errorMessage(error)}` }
  }
}
