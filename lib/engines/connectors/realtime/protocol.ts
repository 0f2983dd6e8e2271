import type {
  DtmfTurn,
  ExchangeEntry,
  OpenOptions,
  SilenceTurn,
  TextTurn,
  ToolAnswer,
  ToolCall,
  TurnEvent,
  TurnOptions,
  VoiceTurn,
} from '#lib/engines/connectors/types.ts'
import type { Delay } from '#lib/platform/metrics/loop-delay.ts'

/** A clip that the thread has, by its number. */
type Packed<T extends { pcm: Int16Array }> = Omit<T, 'pcm' | 'onFrame'> & { clip: number }

export type PackedTurn =
  | TextTurn
  | DtmfTurn
  | Packed<VoiceTurn>
  | (Omit<SilenceTurn, 'murmur'> & { murmur?: Packed<NonNullable<SilenceTurn['murmur']>> })

export type OpenMessage = {
  open: number
  endpoint: number
  options: Pick<OpenOptions, 'userId' | 'language' | 'correlation' | 'toolsUrl'>
  /** tools are answered by whoever opened it */
  answersTools: boolean
  /** the process's guard when absent */
  allowedHosts?: string[]
}

export type TurnMessage = {
  turn: number
  session: number
  input: PackedTurn
  options: Pick<TurnOptions, 'pace' | 'maxAttempts' | 'yieldAfterMs'>
}

export type AnswerOfTool = ToolAnswer | { unmatched: string } | null

/**
 * What the thread is told. Endpoints (settings and secrets of a target) and clips go over once and are then named by their
 * number, until they are to be forgotten.
 */
export type ToThread =
  | { endpoint: number; kind: string; config: unknown; secrets: unknown }
  | { forgetEndpoint: number }
  | { clip: number; pcm: Int16Array }
  | { forgetClip: number }
  | OpenMessage
  | TurnMessage
  | { abort: number }
  | { exchange: number; ask: number }
  | { close: number; ask: number }
  | { toolCall: number; answer: AnswerOfTool; tookMs: number }
  | { toolCall: number; error: string }

/** How a turn came to its end; times are those of the thread's own clock. */
export type EndedTurn = {
  ended: number
  startedAt: number
  delays: Delay[]
  /** ms after its time of each frame that left */
  late: number[]
  /** a defect of ours */
  error?: string
}

/** One thing that the thread tells; they come in lists, in order. */
export type FromThread =
  | { turn: number; event: TurnEvent }
  | EndedTurn
  | { ask: number; entries?: ExchangeEntry[]; error?: string }
  | { toolCall: number; session: number; call: ToolCall }

/** What comes from the thread. `origin`: see `clockOrigin`. `outage`: it knows of a voice AI that does not answer. */
export type ThreadMessage = { origin: number } | { beat: true; outage: boolean } | FromThread[]

/**
 * Where `performance.now()` of this thread begins on the clock that all threads of a process share, ms. The difference of two
 * threads takes a time of one to the other; `performance.timeOrigin` would, but is a date, which somebody may change.
 */
export function clockOrigin(): number {
  let best = Infinity
  for (let look = 0; look < 20; look++) {
    const now = performance.now()
    best = Math.min(best, Number(process.hrtime.bigint()) / 1e6 - now)
  }
  return best
}
