import { tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type { Beat, Call } from '#lib/engines/connectors/twilio-media-streams/call.ts'
import type {
  AgentMessage,
  AgentReport,
} from '#lib/engines/connectors/twilio-media-streams/messages.ts'
import { lineSpeed } from '#lib/engines/connectors/twilio-media-streams/metronome.ts'
import type { TwilioConfig } from '#lib/engines/connectors/twilio-media-streams/settings.ts'
import { AgentSpeech } from '#lib/engines/connectors/twilio-media-streams/speech.ts'
import type { Turn, TurnEvent } from '#lib/engines/connectors/types.ts'
import type { Frame } from '#lib/engines/connectors/websocket/framing.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { type Limit, Watchdog } from '#lib/platform/net/watchdog.ts'

/** All that an agent may send in one turn. */
const maxTurnBytes = 30_000_000
/** A key and the pause after it, ms: 40 each are the least that ITU-T Q.24 has receivers recognise. */
const keyMs = 200

export type CarriedTurn = Exclude<Turn, { kind: 'text' }>

export type TurnContext = TurnScope & {
  config: TwilioConfig
  call: Call
  /** what the agent said since the turn before */
  interlude: AgentSpeech
  /** whether the call has just begun and the agent greets first */
  greets: boolean
  pace: number
  remainingMs: number
  /** ms on the line after the first audio of the reply at which the turn ends */
  yieldAfterMs: number | undefined
}

/**
 * One turn on a call. First what the agent is still saying or greets with, which belongs to no turn (`before`); then
 * the caller's input, during which the agent may be cut short; then the reply, to the end of its playing.
 */
class CarriedCallTurn {
  readonly #context: TurnContext
  readonly #input: CarriedTurn
  readonly #before: AgentSpeech
  readonly #reply: AgentSpeech
  readonly #end = Promise.withResolvers<void>()
  readonly #watchdog: Watchdog
  readonly #startedAt = performance.now()
  readonly #bytesBefore: number
  #greeting: boolean
  /** what is heard belongs to `before` */
  #old = true
  #begunAt: number | null = null
  #keys = ''
  #pressed = 0
  #audioMs = 0
  #sent = false
  #marked = false
  #answered = false
  #bytesIn = 0

  constructor(context: TurnContext, input: CarriedTurn) {
    this.#context = context
    this.#input = input
    this.#greeting = context.greets
    this.#before = context.interlude
    this.#reply = new AgentSpeech('audio', context.emit)
    this.#bytesBefore = context.call.bytesOut
    const limit = { name: 'in all', ms: Math.max(1, context.remainingMs) }
    this.#watchdog = new Watchdog(limit, (expired) => this.#expire(expired))
  }

  async run(): Promise<AgentSpeech> {
    const { call, signal, emit, pace } = this.#context
    const cancel = () => this.#end.reject(this.#fault('cancelled', 'cancelled'))
    signal.addEventListener('abort', cancel)
    this.#before.tell(emit)
    call.pace = pace
    if (!this.#greeting) this.#begin(this.#startedAt)
    call.listen({
      beat: (beat) => this.#beat(beat),
      heard: (message, frame) => this.#hear(message, frame),
      lost: (fault) => this.#lose(fault),
    })
    if (signal.aborted) cancel()
    try {
      await this.#end.promise
      this.#reply.flush()
      return this.#reply
    } finally {
      signal.removeEventListener('abort', cancel)
      call.listen(null)
      call.hush()
      call.note()
      // Between two turns nobody is in a hurry.
      call.pace = 1
      this.#watchdog.stop()
    }
  }

  /** The caller's part begins. */
  #begin(at: number): void {
    const { call } = this.#context
    this.#greeting = false
    const spoken = this.#input.kind === 'silence' ? this.#input.murmur : this.#input
    if (spoken && 'pcm' in spoken) call.say(spoken, spoken.speechEndMs)
    if (this.#input.kind === 'dtmf') this.#keys = this.#input.digits
    this.#begunAt = at
    if (!call.speaking(at)) this.#endBefore()
    if (this.#input.kind === 'silence') this.#emitSent(at, { first: true })
  }

  /** What the agent said before is over: from now on it answers. */
  #endBefore(): void {
    if (!this.#old) return
    this.#old = false
    this.#before.flush()
    if (this.#before.begunAt === null) return
    const { begunAt: at, text } = this.#before
    this.#context.emit({ at, type: 'unsolicited', written: text, spoken: text })
  }

  #beat({ at, lateMs, progress, played, marks }: Beat): void {
    if (played) (this.#old ? this.#before : this.#reply).play(played, at)
    if (marks.length > 0) this.#mark(marks)
    if (this.#greeting) return this.#greet(at)
    if (this.#old && !this.#context.call.speaking(at)) this.#endBefore()
    if (this.#input.kind === 'voice') this.#spoke(at, progress, lateMs)
    else this.#pass(at, progress)
    if (this.#yields(at)) return this.#end.resolve()
    if (!this.#isOver(at)) return
    this.#context.call.conclude()
    this.#end.resolve()
  }

  #mark(names: string[]): void {
    const wanted = this.#context.config.end_of_reply_mark
    if (wanted !== undefined && names.some((name) => name.startsWith(wanted))) this.#marked = true
  }

  /** Waits for the greeting, and then for its end. */
  #greet(at: number): void {
    const { config } = this.#context
    if (this.#before.begunAt === null) {
      if (at - this.#startedAt >= config.greeting_timeout_s * 1_000) this.#begin(at)
    } else if (this.#isQuiet(at)) {
      this.#marked = false
      this.#endBefore()
      this.#begin(at)
    }
  }

  /** A piece of the stimulus has left. */
  #spoke(at: number, progress: Beat['progress'], lateMs: number): void {
    if (!progress) return
    const { saidMs, first, speechEnd, last } = progress
    this.#audioMs = saidMs
    if (this.#input.kind === 'voice') this.#input.onFrame?.(lateMs)
    if (first || speechEnd || last)
      this.#emitSent(at, { ...(first && { first }), ...(last && { last }) })
    if (last) this.#wait()
  }

  /** Time passes on the line in a turn without speech. */
  #pass(at: number, progress: Beat['progress']): void {
    const passed = at - (this.#begunAt ?? at)
    if (this.#sent) return
    if (progress?.speechEnd) this.#audioMs = progress.saidMs
    if (progress?.speechEnd) this.#emitSent(at, {})
    if (this.#input.kind === 'silence') {
      if (passed < this.#input.durationMs) return
      this.#audioMs = this.#input.durationMs
      this.#emitSent(at, { last: true })
      this.#wait()
    } else if (passed * lineSpeed(this.#context.pace) >= this.#pressed * keyMs) this.#press(at)
  }

  #press(at: number): void {
    const digit = this.#keys[this.#pressed] ?? ''
    this.#pressed += 1
    const isLast = this.#pressed >= this.#keys.length
    this.#context.call.press(digit).catch((error: unknown) => this.#end.reject(error))
    const first = this.#pressed === 1
    if (first || isLast)
      this.#emitSent(at, { ...(first && { first }), ...(isLast && { last: true }) })
    if (isLast) this.#wait()
  }

  #yields(at: number): boolean {
    const { yieldAfterMs: after, pace } = this.#context
    const since = this.#reply.playedAt
    return after !== undefined && since !== null && (at - since) * lineSpeed(pace) >= after
  }

  #isQuiet(at: number): boolean {
    const quiet = this.#context.call.quietFor(at)
    const spokeAt = Math.max(this.#reply.begunAt ?? 0, this.#before.begunAt ?? 0)
    if (this.#marked && quiet > 0) return true
    return Math.min(quiet, at - spokeAt) >= this.#context.config.end_of_reply_silence_ms
  }

  #isOver(at: number): boolean {
    if (!this.#sent) return false
    if (this.#reply.begunAt === null)
      return this.#input.kind === 'silence' && !this.#context.call.speaking(at)
    return this.#isQuiet(at)
  }

  #hear(message: AgentMessage, { at, bytes }: Frame): void {
    this.#bytesIn += bytes
    const { call } = this.#context
    if (this.#bytesIn > maxTurnBytes) return this.#end.reject(tooLarge(call.peer, maxTurnBytes))
    if (message.event === 'clear') return this.#clear(at)
    if (message.event === 'earshot') this.#learn(message, at)
    const speaks = message.event === 'media' || message.event === 'earshot'
    if (!speaks || this.#greeting) return
    // After a pause it is the answer that begins, although no beat has told so yet.
    if (!call.speaking(at)) this.#endBefore()
    if (this.#old || this.#answered) return
    this.#answered = true
    call.responded()
    this.#context.emit({ at, type: 'first_byte' })
    if (this.#sent) this.#watchdog.phase(null)
  }

  /** The agent stops itself: what it sent and was not played is void. */
  #clear(at: number): void {
    if (this.#context.call.speaking(at)) {
      ;(this.#old ? this.#before : this.#reply).flush()
      this.#context.emit({ at, type: 'interrupted' })
    }
    if (!this.#greeting) this.#endBefore()
  }

  #learn({ said, heard, intent, entities, score }: AgentReport, at: number): void {
    const { emit, call } = this.#context
    if (said !== undefined) {
      if (!this.#greeting && !call.speaking(at)) this.#endBefore()
      ;(this.#old ? this.#before : this.#reply).say(said, at)
    }
    if (this.#greeting) return
    if (heard !== undefined && this.#input.kind === 'voice')
      emit({ at, type: 'transcript', text: heard })
    if (intent !== undefined)
      emit({
        ...{ at, type: 'intent', kind: intent, data: entities ?? null },
        ...(score !== undefined && { score }),
      })
  }

  #lose(fault: NetworkError): void {
    const { call } = this.#context
    // Who says goodbye may hang up; what was not played by then, no caller hears.
    if (this.#sent && this.#reply.begunAt !== null && call.hungUp) return this.#end.resolve()
    this.#end.reject(fault)
  }

  #emitSent(at: number, ends: { first?: true; last?: true }): void {
    const bytes = this.#context.call.bytesOut - this.#bytesBefore
    const event: TurnEvent = { at, type: 'sent', bytes, ...ends }
    const silent = this.#input.kind === 'dtmf'
    this.#context.emit(silent ? event : { ...event, audioMs: this.#audioMs })
  }

  /** Everything is said: waits for the answer. */
  #wait(): void {
    this.#sent = true
    if (this.#answered || this.#input.kind === 'silence') return
    const ms = this.#context.config.timeout_s * 1_000
    this.#watchdog.phase({ name: 'from the end of the input to the answer', ms })
  }

  #expire({ name, ms }: Limit): void {
    this.#end.reject(this.#fault('timeout', `took longer than ${formatLimit(ms)} ${name}`))
  }

  #fault(fault: 'timeout' | 'cancelled', detail: string): NetworkError {
    return new NetworkError({
      ...{ fault, detail, peer: this.#context.call.peer, maybeExecuted: true },
      retryable: fault === 'timeout' && !this.#answered,
    })
  }
}

/** Holds one turn on a call. Throws NetFault. */
export function carryTurn(context: TurnContext, input: CarriedTurn): Promise<AgentSpeech> {
  return new CarriedCallTurn(context, input).run()
}
