import type { MockedTools } from '#lib/engines/connectors/mocked-tools.ts'
import { answerOfMock } from '#lib/engines/connectors/mocked-tools.ts'
import { toolText } from '#lib/engines/connectors/tool-log.ts'
import type { ToolCall, TurnEvent } from '#lib/engines/connectors/types.ts'
import type { PlacedMock } from '#lib/engines/validation/tools/placed-mock.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import type { TurnResult } from '#lib/runs/execute/take-turn.ts'
import type { ToolSession } from '#lib/runs/tool-calls/tool-sessions.ts'
import type { AddressedCall } from '#lib/runs/tool-calls/unread-calls.ts'

/** Calls that came to the address of a conversation, as evidence of the turns in which they came. */
export class HostedTools {
  readonly #session: ToolSession
  readonly #placed: readonly PlacedMock[]
  readonly #mocks: MockedTools

  constructor(session: ToolSession, placed: readonly PlacedMock[], mocks: MockedTools) {
    this.#session = session
    this.#placed = placed
    this.#mocks = mocks
  }

  /** Adds what came since the last time to the turns in which it came; which turns these are. */
  async collect(results: readonly TurnResult[]): Promise<TurnResult[]> {
    const changed = new Set<TurnResult>()
    for (const addressed of await this.#session.read()) {
      const at = performance.now() - addressed.ageMs
      // What comes between two turns belongs to the one that is over.
      const result = results.findLast(({ startedAt }) => startedAt <= at) ?? results[0]
      if (!result) continue
      this.#add(result, addressed, at)
      changed.add(result)
    }
    return [...changed]
  }

  #add(result: TurnResult, addressed: AddressedCall, at: number): void {
    const placed = addressed.mock === null ? undefined : this.#placed[addressed.mock]
    if (placed) this.#mocks.count(placed)
    const call = callOf(result, addressed, placed, at)
    result.events.push({ at, type: 'tool_call', call })
    if (placed) return
    const given = call.arguments === null ? '' : ` with ${toolText(call.arguments)}`
    const message = `the voice AI called the tool "${call.name}"${given}, and ${call.error ?? ''}`
    result.events.push({
      ...{ at, type: 'error', fault: 'configuration', retryable: false, maybeExecuted: true },
      message,
    })
  }
}

/** The same call, where the voice AI has told of it over its connection as well. */
function toldAs(events: readonly TurnEvent[], { callId, name, arguments: given }: AddressedCall) {
  const told = events.flatMap((event) => (event.type === 'tool_call' ? [event.call] : []))
  const open = told.filter(
    ({ id }) => !told.some((one) => one.id === id && one.executedBy === 'earshot'),
  )
  const same = open.find(
    (call) =>
      call.id === callId ||
      (call.name === name &&
        (call.arguments === null || canonicalJson(call.arguments) === canonicalJson(given))),
  )
  return same?.id ?? callId
}

function callOf(
  { events, startedAt }: TurnResult,
  addressed: AddressedCall,
  placed: PlacedMock | undefined,
  at: number,
): ToolCall {
  const requestedMs = at - startedAt
  const answer = placed && answerOfMock(placed.mock)
  return {
    id: toldAs(events, addressed),
    name: addressed.name,
    arguments: addressed.arguments,
    ...(answer ?? { error: addressed.unmatched ?? 'nothing answered it' }),
    status: !answer ? 'unanswered' : 'error' in answer ? 'failed' : 'succeeded',
    requestedMs,
    endedMs: requestedMs + (placed?.mock.delay_ms ?? 0),
    executedBy: 'earshot',
  }
}
