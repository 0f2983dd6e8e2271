import { protocolFault, tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type { Turn } from '#lib/engines/connectors/types.ts'
import { Caller, type CallerContext } from '#lib/engines/connectors/websocket/caller.ts'
import { faultOf, type Heard } from '#lib/engines/connectors/websocket/connection.ts'
import { Reply } from '#lib/engines/connectors/websocket/reply.ts'
import { RestOfReply } from '#lib/engines/connectors/websocket/rest-of-reply.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { type Limit, Watchdog } from '#lib/platform/net/watchdog.ts'

/** All that a voice AI may send in one turn. */
const maxTurnBytes = 30_000_000
/** s that a caller who says nothing stays on the line while the voice AI speaks */
const hearOutS = 60

export type TurnContext = TurnScope &
  CallerContext & { remainingMs: number; yieldAfterMs: number | undefined }

/** One turn on an open connection: sends what is to be said and hears the answer at the same time. */
class LiveTurn {
  readonly #context: TurnContext
  readonly #input: Turn
  readonly #reply: Reply
  readonly #rest: RestOfReply
  readonly #caller: Caller
  readonly #end = Promise.withResolvers<void>()
  readonly #watchdog: Watchdog
  readonly #startedAt = performance.now()
  #breaksIn = false
  #timer: NodeJS.Timeout | undefined
  #bytesIn = 0
  #answered = false
  #sent = false
  #done = false
  #over = false

  constructor(context: TurnContext, input: Turn) {
    const { connection, emit, yieldAfterMs } = context
    this.#context = context
    this.#input = input
    this.#rest = new RestOfReply(context)
    this.#reply = new Reply(connection, input.kind === 'voice', (event) => {
      emit(event)
      if (event.type === 'audio' && yieldAfterMs !== undefined)
        this.#breakInAt(event.at + yieldAfterMs)
    })
    this.#caller = new Caller(context, () => this.#watchdog.touch())
    const limit = { name: 'in all', ms: Math.max(1, context.remainingMs) }
    this.#watchdog = new Watchdog(limit, (expired) => this.#expire(expired))
  }

  async run(): Promise<Reply> {
    const { connection, signal } = this.#context
    const cancel = () => this.#end.reject(this.#fault('cancelled', 'cancelled'))
    signal.addEventListener('abort', cancel)
    connection.listen({
      heard: (heard) => this.#hear(heard),
      lost: (fault) => this.#end.reject(fault),
    })
    this.#rest.begin()
    if (signal.aborted) cancel()
    const speaking = this.#say().catch((error: unknown) => this.#end.reject(error))
    try {
      await this.#end.promise
      this.#rest.finish()
      this.#leave()
      return this.#reply
    } finally {
      this.#over = true
      signal.removeEventListener('abort', cancel)
      connection.listen(null)
      clearTimeout(this.#timer)
      this.#caller.stop()
      await speaking
      this.#watchdog.stop()
    }
  }

  /** What the next turn must know of this one. */
  #leave(): void {
    const { connection, settings } = this.#context
    const hears = settings.rules.some(({ event }) => event === 'transcript')
    if (this.#breaksIn) connection.unfinished = !this.#done
    if (this.#input.kind === 'voice')
      connection.owesTranscript = hears && this.#reply.transcript === null
  }

  async #say(): Promise<void> {
    const { settings, yieldAfterMs } = this.#context
    const { kind } = this.#input
    const live = kind === 'voice' || kind === 'silence'
    if (live) this.#phase('while sending audio', settings.idle_timeout_s)
    if (!(await this.#caller.say(this.#input)) || this.#over) return
    this.#rest.callerHeard()
    this.#sent = true
    this.#progress()
    if (!live || settings.end_of_turn !== 'server_vad') return
    // Whoever waits to break in, or says nothing at all, is heard listening.
    if (kind === 'silence' || yieldAfterMs !== undefined) await this.#caller.sendSilence(hearOutS)
    else if (!this.#reply.begun) await this.#caller.sendSilence(settings.trailing_silence_s)
  }

  #phase(name: string, seconds: number): void {
    this.#watchdog.phase({ name, ms: seconds * 1_000 })
  }

  #await(): void {
    const { idle_end_s: idle, idle_timeout_s: next, timeout_s: first } = this.#context.settings
    if (this.#reply.begun && idle > 0) this.#phase('of silence', idle)
    else if (this.#answered) this.#phase('between two messages', next)
    else this.#phase('from the end of the input to the first message', first)
  }

  #hear(heard: Heard): void {
    if (heard.frame.at < this.#startedAt) return this.#rest.before(heard)
    const { connection } = this.#context
    const fault = faultOf(heard, connection.peer)
    if (fault) return this.#end.reject(fault)
    this.#bytesIn += heard.frame.bytes
    if (this.#bytesIn > maxTurnBytes)
      return this.#end.reject(tooLarge(connection.peer, maxTurnBytes))
    if (heard.rules.some(({ event }) => event === 'interrupted')) this.#interrupt(heard.frame.at)
    try {
      const own = this.#rest.sift(this.#withoutDebt(heard))
      if (own) this.#take(own)
    } catch (error) {
      this.#end.reject(error)
    }
  }

  #interrupt(at: number): void {
    const { connection, emit } = this.#context
    this.#rest.interrupt()
    // Some say it whenever the caller begins to speak.
    if (!connection.audio.isHeardAt(at)) return
    connection.audio.flush()
    emit({ at, type: 'interrupted' })
  }

  /** A transcript that comes before the caller has spoken is that of the turn before. */
  #withoutDebt(heard: Heard): Heard {
    const { connection } = this.#context
    if (!connection.owesTranscript || this.#caller.spoken) return heard
    if (heard.rules.some(({ event }) => event === 'transcript')) connection.owesTranscript = false
    const rules = heard.rules.filter(({ event }) => !/^(partial|transcript)/.test(event))
    return { frame: heard.frame, rules }
  }

  #take(heard: Heard): void {
    const { connection, settings, emit } = this.#context
    const { frame, rules } = heard
    const binary = 'binary' in frame && settings.binary_audio
    const means = rules.some(({ event }) => event !== 'none' && event !== 'interrupted')
    if (!means && !binary) return
    if (!this.#answered) {
      this.#answered = true
      connection.responded()
      emit({ at: frame.at, type: 'first_byte' })
    }
    this.#reply.take(heard, settings.binary_audio)
    const waits = this.#input.kind === 'silence' || this.#context.yieldAfterMs !== undefined
    if (this.#reply.begun && !waits) this.#caller.stopSilence()
    const ends = rules.some(({ event }) => event === 'done')
    // Before anything was asked and answered, it is the end of what came before this turn.
    if (ends && (this.#sent || this.#reply.begun)) this.#done = true
    if (this.#sent) this.#progress()
  }

  /** The caller breaks in at this moment, however much of the reply has come by then. */
  #breakInAt(due: number): void {
    if (this.#breaksIn) return
    this.#breaksIn = true
    const look = () => {
      const wait = due - performance.now()
      if (wait <= 0) return this.#end.resolve()
      // A timer drops fractions of a millisecond and may come early.
      this.#timer = setTimeout(look, Math.ceil(wait))
    }
    look()
    this.#watchdog.phase(null)
  }

  #progress(): void {
    if (this.#breaksIn) return
    const { settings } = this.#context
    if (this.#input.kind === 'silence' && !this.#reply.begun) return this.#end.resolve()
    if (!this.#done) return this.#await()
    const hears = settings.rules.some(({ event }) => event === 'transcript')
    const late = this.#input.kind === 'voice' && hears && this.#reply.transcript === null
    if (late && settings.transcript_wait_s > 0)
      return this.#phase('of silence', settings.transcript_wait_s)
    this.#complete()
  }

  #complete(): void {
    if (this.#reply.begun) return this.#end.resolve()
    const detail = 'the voice AI ended its turn without a reply'
    this.#end.reject(protocolFault(this.#context.connection.peer, detail))
  }

  #expire({ name, ms }: Limit): void {
    // Silence is how some voice AIs say that they have finished.
    if (name === 'of silence') return this.#complete()
    this.#end.reject(this.#fault('timeout', `took longer than ${formatLimit(ms)} ${name}`))
  }

  #fault(fault: 'timeout' | 'cancelled', detail: string): NetworkError {
    return new NetworkError({
      ...{ fault, detail, peer: this.#context.connection.peer, maybeExecuted: true },
      retryable: fault === 'timeout' && !this.#answered,
    })
  }
}

/** Holds one turn on an open connection. Throws NetFault. */
export function holdLiveTurn(context: TurnContext, input: Turn): Promise<Reply> {
  return new LiveTurn(context, input).run()
}
