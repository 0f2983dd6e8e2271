import type { Turn } from '#lib/engines/connectors/types.ts'
import type { Reply } from '#lib/engines/connectors/websocket/reply.ts'
import { isWords } from '#lib/engines/connectors/websocket/rules.ts'
import type { WebsocketSettings } from '#lib/engines/connectors/websocket/settings.ts'
import type { TurnState } from '#lib/engines/connectors/websocket/turn-state.ts'
import type { TurnTools } from '#lib/engines/connectors/websocket/turn-tools.ts'
import type { Limit } from '#lib/platform/net/watchdog.ts'

/** What is waited for; the names enter the messages of a timeout. */
export const waits = {
  silence: 'of silence',
  settling: 'of silence after the end of the reply',
  tool: 'for a tool',
  afterTool: 'from the result of a tool to the answer',
  afterError: 'from an error to an answer',
  afterCut: 'from a cancelled reply to another',
  first: 'from the end of the input to the first message',
  next: 'between two messages',
} as const

export type Step = { wait: Limit } | 'complete' | 'continue'

type StepContext = {
  state: TurnState
  settings: WebsocketSettings
  input: Turn
  reply: Reply
  tools: TurnTools
  /** the voice AI tells the end of its replies */
  tellsEnd: boolean
}

const wait = (name: string, seconds: number): Step => ({ wait: { name, ms: seconds * 1_000 } })

/** What a turn waits for after all that has happened so far. */
export function nextStep(context: StepContext): Step {
  const { state, settings, reply, tools } = context
  if (tools.open) return forTools(context)
  if (tools.owesContinue) return state.done ? 'continue' : goOn(context)
  if (state.trouble !== null) return wait(waits.afterError, settings.recover_s)
  if (state.cancelled !== null) return wait(waits.afterCut, settings.recover_s)
  if (reply.awaitsAnswer) return wait(waits.afterTool, settings.timeout_s)
  if (!state.done) return goOn(context)
  if (settings.settle_s > 0 && !state.settled) return wait(waits.settling, settings.settle_s)
  if (settings.transcript_wait_s > 0 && isLate(context))
    return wait(waits.silence, settings.transcript_wait_s)
  return 'complete'
}

/** A reply that was said to its end while a tool runs is the answer, if its result is never told. */
function forTools({ state, settings, reply, tools }: StepContext): Step {
  const ms = tools.leftMs()
  const said = state.done && reply.text !== ''
  return {
    wait: { name: waits.tool, ms: said ? Math.min(ms, settings.idle_timeout_s * 1_000) : ms },
  }
}

function goOn({ state, settings, reply, tellsEnd }: StepContext): Step {
  const { idle_end_s: idle, told_end_s: told, idle_timeout_s: next, timeout_s: first } = settings
  // Where the end is told, silence is only the last resort.
  if (reply.begun && idle > 0) return wait(waits.silence, tellsEnd && told > 0 ? told : idle)
  if (reply.begun && state.wasDone) return wait(waits.silence, next)
  return state.answered ? wait(waits.next, next) : wait(waits.first, first)
}

/** Whether words are still to come: of the caller, or of a reply that has only been heard. */
function isLate({ state, settings, input, reply }: StepContext): boolean {
  const hears = settings.rules.some(({ event }) => /^transcript(_delta)?$/.test(event))
  if (input.kind === 'voice' && hears && !state.deaf && reply.transcript === null) return true
  return reply.begun && !reply.hasContent && settings.rules.some(isWords)
}
