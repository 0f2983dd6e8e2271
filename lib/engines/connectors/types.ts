import type { z } from 'zod'

import type { Guard } from '#lib/platform/net/guard.ts'
import type { Delay } from '#lib/platform/metrics/loop-delay.ts'
import type { FaultClass, Outage } from '#lib/platform/net/network-error.ts'

export type { FaultClass }

/** Anything JSON can carry. Numbers beyond 2^53 arrive as strings so that nothing is lost. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export type AudioFormat = {
  encoding: 'pcm_s16le' | 'mulaw' | 'alaw'
  /** Hz */
  sampleRate: number
  container: 'wav' | 'raw'
}

/** What a voice AI can do through this connector; checked before a run starts. */
export type Capabilities = {
  text: boolean
  voiceIn: AudioFormat[]
  voiceOut: AudioFormat[] | null
  partials: boolean
  /** The line stays open in both directions, whoever speaks: it carries silence too, so a `SilenceTurn` is possible. */
  fullDuplex: boolean
  serverVad: boolean
  /** Reply audio streams while the caller may speak, and the voice AI tells when it was interrupted. */
  bargeIn: boolean
  agentSpeaksFirst: boolean
  /** Keys have a message of their own (`DtmfTurn`); without it they are played as tones on a voice line. */
  dtmf: boolean
  state: 'client-carried' | 'server-session' | 'none'
  /** whether it tells of all tools that the voice AI calls, or of some kinds only; absent where it tells of none */
  tools?: 'all' | 'some'
  /** it lets us run tools, so that mocks can answer: it asks for their results, or calls `{{tools_url}}` */
  runsTools?: true
  /** its settings name `{{tools_url}}`, so that a conversation needs such an address */
  toolsUrl?: true
}

export type TextTurn = { kind: 'text'; text: string; language: string }

export type VoiceTurn = {
  kind: 'voice'
  /** 16-bit signed mono PCM. */
  pcm: Int16Array
  /** Hz */
  sampleRate: number
  /** Where the *speech* ends, in ms from the first sample: latency is counted from here. */
  speechEndMs: number
  language: string
  /** Told of each frame that left, where audio is paced: how many ms after its time. */
  onFrame?: (lateMs: number) => void
}

/** Keys that the caller presses, out of band. Only for a connector whose `dtmf` is true. */
export type DtmfTurn = {
  kind: 'dtmf'
  /** `0-9`, `*`, `#`, `A-D` */
  digits: string
  language: string
}

/**
 * The caller says nothing and listens: the line stays open, with silence on it. Only over a `fullDuplex` line. It lasts
 * `durationMs` of real time at every pace, longer when the voice AI has begun to speak: it is heard out. The turn ends
 * with `done`, without a `reply` when nothing was said; its `sent` events carry `audioMs` 0 (first) and the end (last).
 */
export type SilenceTurn = {
  kind: 'silence'
  durationMs: number
  language: string
  /** What the caller lets be heard at its beginning without asking for an answer ("mhm"); shorter than the turn. */
  murmur?: Pick<VoiceTurn, 'pcm' | 'sampleRate' | 'speechEndMs'>
}

export type Turn = TextTurn | VoiceTurn | DtmfTurn | SilenceTurn

/** A tool (function) that the voice AI called in a turn. */
export type ToolCall = {
  /** the voice AI's own id of the call, or one that we gave it */
  id: string
  /** empty when the voice AI does not tell it */
  name: string
  /** parsed JSON, or the text as it came when it is none; null when the voice AI does not tell them */
  arguments: unknown
  /** what the tool gave back, as far as it is known */
  result?: unknown
  /** why the tool failed, or why nothing answered */
  error?: string
  /** `requested` at the end of a turn: whether it succeeded was not told; `unanswered`: we had no answer for it */
  status: 'requested' | 'succeeded' | 'failed' | 'unanswered'
  /** ms since the turn began */
  requestedMs: number
  /** ms since the turn began; null while nothing is known of its end */
  endedMs: number | null
  /** who ran the tool: the voice AI (or a server of its own), or we, by a mock */
  executedBy: 'voice_ai' | 'earshot'
}

/** What a tool gives back when we run it. */
export type ToolAnswer = { result: unknown } | { error: string }

/** Runs a tool for the voice AI. Null when nothing answers the call; `unmatched`: why not, as half a sentence. */
export type AnswerTool = (call: ToolCall) => Promise<ToolAnswer | { unmatched: string } | null>

export type ReplyEvent = {
  type: 'reply'
  written: string
  spoken: string
  ssml?: string
  /** what belongs to the answer beside its words, as it came: images, buttons, payloads of its own */
  attachments?: Json[]
  /** in the order of the calls; absent when none was seen */
  toolCalls?: ToolCall[]
  /** what was said before the answer ("Let me check"), and when it began: no part of `written` and `spoken` */
  fillers?: { at: number; text: string }[]
  /** `performance.now()` when the answer itself began, where fillers came before it */
  answerAt?: number
  /** the same of the first audio after the tool had answered; absent where that is not known */
  answerAudioAt?: number
  /** `performance.now()` of its first words, fillers included, where `at` may be that of something else */
  textAt?: number
}

export type NoticeKind =
  'recovered_error' | 'transcription_failed' | 'closing_soon' | 'slow' | 'reply_audio'

/** One event of a turn; `at` is `performance.now()` of the runner's process, in ms. */
export type TurnEvent = { at: number } & (
  | { type: 'connected' }
  /**
   * `bytes` written so far; `first`/`last` mark the first and the last byte of the turn's input. `audioMs`: how much
   * of the stimulus has been written; one such event falls exactly on the end of speech.
   */
  | { type: 'sent'; bytes: number; audioMs?: number; first?: true; last?: true }
  | { type: 'partial'; text: string; audioMs?: number; safeToStop?: boolean }
  | { type: 'transcript'; text: string; confidence?: number; alternatives?: string[] }
  | ReplyEvent
  /**
   * The voice AI broke its reply off, or nothing says that it is whole; without a `reply`, that nothing of one came. `why`: half
   * a sentence for people. What came is told all the same, and is never judged as the whole.
   */
  | { type: 'incomplete'; why: string }
  /** A tool was called, or what is known of the call has changed; `call` is a copy. Comes also in turns that fail. */
  | { type: 'tool_call'; call: ToolCall }
  /** The voice AI ended the conversation itself: no fault, but nothing can follow. `why`: half a sentence for people. */
  | { type: 'hung_up'; why: string }
  /**
   * What the voice AI told beside its answer, for the evidence: an error that it got over, a transcript that failed, a
   * limit that is near. `message`: half a sentence for people.
   */
  | { type: 'notice'; about: NoticeKind; message: string }
  /** The voice AI noticed that it is spoken over: what it sent and has not been played yet is void. */
  | { type: 'interrupted' }
  /** What the voice AI said without being asked, before this turn's answer: a greeting, the rest of a reply. */
  | { type: 'unsolicited'; written: string; spoken: string }
  /**
   * Audio of it, when it arrived: before this turn, or in it up to `interrupted`. It is no part of this turn's reply.
   * After `interrupted` nothing of it is told any more.
   */
  | { type: 'unsolicited_audio'; pcm: Int16Array; sampleRate: number }
  /** `until`: when the last of it came, where it came in pieces that only together are audio */
  | { type: 'audio'; pcm: Int16Array; sampleRate: number; until?: number }
  /** `kind` is null when entities came without the name of an intent */
  | { type: 'intent'; kind: string | null; data: Json; score?: number }
  | { type: 'state'; value: Json }
  /** The voice AI's own timing claims in ms; kept apart from what we measured. */
  | { type: 'claims'; values: Record<string, number> }
  | { type: 'first_byte' }
  /** One try at the request; `maybeExecuted` when a lost reply may still have acted. */
  | {
      type: 'attempt'
      number: number
      outcome: 'ok' | 'retry' | 'failed'
      fault?: FaultClass
      status?: number
      message?: string
      delayMs?: number
      maybeExecuted?: boolean
    }
  | {
      type: 'error'
      fault: FaultClass
      retryable: boolean
      status?: number
      message: string
      maybeExecuted?: boolean
      /** the voice AI, or our breaker, asks to wait this long before the next try */
      retryAfterMs?: number
      /** it answers nobody at present */
      outage?: Outage
    }
  | { type: 'done' }
)

/** One line of the redacted raw exchange log. Keys never, signatures masked, bodies bounded. */
export type ExchangeEntry = {
  /** ms since the session was opened */
  atMs: number
  direction: 'out' | 'in'
  /** e.g. `POST /v1/audio`, `200`, `partial`, `websocket text` */
  label: string
  headers?: Record<string, string>
  body?: Json
  /** full size in bytes when `body` was cut or is binary */
  bytes?: number
}

export type TurnOptions = {
  signal: AbortSignal
  /** 1 plays audio at real-time pace, 4 four times faster, 0 as fast as the socket takes it. */
  pace: number
  /** Tries in total; 1 switches retries off (error-path cases). */
  maxAttempts: number
  /**
   * Ends the turn so many ms after the first audio of the reply, while the voice AI still speaks: the caller is about
   * to break in with the next turn. Only for a connector whose `bargeIn` is true; the reply so far is the turn's reply.
   * A voice AI sends faster than it speaks: also when all of the reply has come, the turn ends at that moment. A reply
   * without audio ends it as usual.
   */
  yieldAfterMs?: number
}

/** One conversation with the voice AI. Not safe for concurrent turns. */
export type Session = {
  /** Never throws for a fault of the voice AI: it ends with an `error` event. Ends with `done` otherwise. */
  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent>
  /** Conversation state to carry on later. */
  snapshot(): Json
  restore(state: Json): void
  /** The raw exchange so far, secrets masked. */
  exchange(): ExchangeEntry[]
  close(): Promise<void>
}

/** What is known of a turn that was held in another thread, on the clock of this one. */
export type HeldTurn = {
  /** `performance.now()` when it began: zero of its timings */
  startedAt: number
  /** times in which whoever held it stood still */
  delays: readonly Delay[]
}

/** A conversation that may be held in another thread. */
export type Line = Pick<Session, 'turn' | 'close'> & {
  exchange(): ExchangeEntry[] | Promise<ExchangeEntry[]>
  /** The last turn that ended; absent where turns are held in this thread. */
  heldTurn?(): HeldTurn | null
}

export type CheckResult = {
  ok: boolean
  /** ms */
  latencyMs: number | null
  /** One sentence: what answered, or what is wrong and how to fix it. */
  detail: string
  fault?: FaultClass
}

export type OpenOptions = {
  /** Stable id of the caller, ASCII without `;`. */
  userId: string
  /** BCP-47 */
  language: string
  /** Travels with each request, so that the voice AI's own log can be matched with ours. */
  correlation?: string
  /** Which addresses may be reached; the process's guard when absent. */
  guard?: Guard
  /**
   * Asked for each tool that the voice AI wants us to run, once a call. Without it, or when it answers null, the turn
   * ends with a `configuration` fault that names the tool.
   */
  answerTool?: AnswerTool
  /** where the voice AI can call tools of this conversation over HTTP: `{{tools_url}}` */
  toolsUrl?: string
}

/** Code that speaks one voice AI's protocol. Settings and secrets are parsed by its own schemas. */
export type Connector<
  Config extends z.ZodType = z.ZodType,
  Secrets extends z.ZodType = z.ZodType,
> = {
  kind: string
  label: string
  config: Config
  secrets: Secrets
  /** Settings to describe the connector with, where not every setting has a default. */
  example?: z.input<Config>
  capabilities(config: z.output<Config>): Capabilities
  /** Asks the voice AI one harmless question. Never throws for a fault of the voice AI. */
  check(
    config: z.output<Config>,
    secrets: z.output<Secrets>,
    signal: AbortSignal,
    options?: { guard?: Guard },
  ): Promise<CheckResult>
  open(config: z.output<Config>, secrets: z.output<Secrets>, options: OpenOptions): Session
}

/** Keeps the type link between a connector's schemas and its functions. */
export function defineConnector<Config extends z.ZodType, Secrets extends z.ZodType>(
  connector: Connector<Config, Secrets>,
): Connector<Config, Secrets> {
  return connector
}
