import { reportedFault, tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type { Json, ToolCall, Turn } from '#lib/engines/connectors/types.ts'
import { Asides } from '#lib/engines/connectors/websocket/asides.ts'
import { BreakIn } from '#lib/engines/connectors/websocket/break-in.ts'
import { Caller, type CallerContext } from '#lib/engines/connectors/websocket/caller.ts'
import { faultOf } from '#lib/engines/connectors/websocket/message-fault.ts'
import { nextStep, waits } from '#lib/engines/connectors/websocket/next-step.ts'
import { Reply } from '#lib/engines/connectors/websocket/reply.ts'
import { RestOfReply } from '#lib/engines/connectors/websocket/rest-of-reply.ts'
import {
  type Heard,
  isSpeech,
  isWords,
  type Rule,
  tells,
} from '#lib/engines/connectors/websocket/rules.ts'
import { emptyFault, hungUpFault, toolFault } from '#lib/engines/connectors/websocket/turn-fault.ts'
import { TurnState } from '#lib/engines/connectors/websocket/turn-state.ts'
import { type ToolContext, TurnTools } from '#lib/engines/connectors/websocket/turn-tools.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { type Limit, Watchdog } from '#lib/platform/net/watchdog.ts'

/** All that a voice AI may send in one turn. */
const maxTurnBytes = 30_000_000
/** ms that the closing of a connection may take */
const hangingUpMs = 500

export type TurnContext = TurnScope &
  CallerContext &
  ToolContext & { remainingMs: number; yieldAfterMs: number | undefined }

/** What a turn has come to. */
export type Held = { reply: Reply; toolCalls: ToolCall[] }

/** One turn on an open line: sends what is to be said and hears the answer at the same time. */
class LiveTurn {
  readonly #context: TurnContext
  readonly #input: Turn
  readonly #reply: Reply
  readonly #rest: RestOfReply
  readonly #caller: Caller
  readonly #tools: TurnTools
  readonly #asides: Asides
  readonly #end = Promise.withResolvers<void>()
  readonly #watchdog: Watchdog
  readonly #startedAt = performance.now()
  readonly #state: TurnState
  /** The caller breaks in at that moment, however much of the reply has come by then. */
  readonly #breakIn = new BreakIn(() => this.#end.resolve())
  #unsentTimer: NodeJS.Timeout | undefined
  #bytesIn = 0
  #over = false

  constructor(context: TurnContext, input: Turn) {
    const { connection, emit, yieldAfterMs, settings } = context
    const voice = input.kind === 'voice'
    this.#context = context
    this.#input = input
    const untilHeard = voice && settings.transcript_first && connection.transcribesFirst
    this.#rest = new RestOfReply({ ...context, untilHeard })
    const tellsWords = settings.rules.some(isWords)
    this.#reply = new Reply(
      connection,
      { voice, tellsWords, itemPath: settings.item_path },
      (event) => {
        emit(event)
        if (event.type !== 'audio' || yieldAfterMs === undefined) return
        this.#watchdog.phase(null)
        this.#breakIn.at(event.at + yieldAfterMs)
      },
    )
    this.#asides = new Asides(emit)
    this.#tools = new TurnTools(context, {
      asked: () => this.#state.askTool(),
      ended: () => this.#toolsEnded(),
      failed: (error) => this.#end.reject(error),
      moreTime: (ms) => this.#watchdog.extend(ms),
    })
    this.#state = new TurnState(this.#reply, this.#tools)
    // Silence that a listening caller goes on sending must not keep what is waited for from ending.
    this.#caller = new Caller(context, () => {
      if (voice || !this.#state.sent) this.#watchdog.touch()
    })
    const limit = { name: 'in all', ms: Math.max(1, context.remainingMs) }
    this.#watchdog = new Watchdog(limit, (expired) => this.#expire(expired))
  }

  async run(): Promise<Held> {
    const { connection, signal } = this.#context
    const cancel = () => this.#end.reject(this.#fault('cancelled', 'cancelled'))
    signal.addEventListener('abort', cancel)
    connection.listen({
      heard: (heard) => this.#hear(heard),
      lost: (fault) => this.#lost(fault),
    })
    this.#rest.begin()
    if (signal.aborted) cancel()
    const speaking = this.#say().catch((error: unknown) => this.#unsent(error))
    try {
      await this.#end.promise
      this.#rest.finish()
      this.#leave()
      return { reply: this.#reply, toolCalls: this.#tools.list() }
    } finally {
      this.#over = true
      signal.removeEventListener('abort', cancel)
      connection.listen(null)
      this.#breakIn.stop()
      clearTimeout(this.#unsentTimer)
      this.#caller.stop()
      await speaking
      this.#watchdog.stop()
    }
  }

  /** What the next turn must know of this one. */
  #leave(): void {
    const { connection, settings } = this.#context
    const { transcript, transcriptAt, startedAt } = this.#reply
    const hears = settings.rules.some(({ event }) => event === 'transcript')
    if (this.#breakIn.planned) connection.unfinished = !this.#state.done
    // What was heard of a murmur may still be told, and answers no later turn.
    if ('murmur' in this.#input) connection.owesTranscript = hears
    if (this.#input.kind !== 'voice') return
    connection.owesTranscript = hears && transcript === null && !this.#state.deaf
    connection.transcribesFirst = transcriptAt !== null && transcriptAt <= (startedAt ?? 0)
  }

  async #say(): Promise<void> {
    const { settings, yieldAfterMs } = this.#context
    const { kind } = this.#input
    const live = kind === 'voice' || kind === 'silence'
    if (live)
      this.#watchdog.phase({ name: 'while sending audio', ms: settings.idle_timeout_s * 1_000 })
    if (!(await this.#caller.say(this.#input)) || this.#over) return
    this.#rest.callerHeard()
    this.#state.sent = true
    this.#progress()
    if (!live || settings.end_of_turn !== 'server_vad') return
    // Whoever waits to break in, or says nothing at all, is heard listening.
    if (kind === 'silence' || yieldAfterMs !== undefined) await this.#caller.hearOut()
    else if (!this.#reply.begun) await this.#caller.sendSilence(settings.trailing_silence_s)
  }

  /** What cannot be sent any more may be so because the voice AI is hanging up: how it does is told in a moment. */
  #unsent(error: unknown): void {
    const waitMs = this.#context.settings.hangup_on_close ? hangingUpMs : 0
    if (waitMs === 0) return this.#end.reject(error)
    this.#unsentTimer = setTimeout(() => this.#end.reject(error), waitMs)
  }

  #hear(heard: Heard): void {
    if (heard.frame.at < this.#startedAt) return this.#rest.before(heard)
    const { connection } = this.#context
    const fault = faultOf(heard, connection.peer, { mayRepeat: !this.#state.answered })
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
    const { connection, emit, settings, values } = this.#context
    this.#rest.interrupt()
    const heard = connection.audio.heardAt(at)
    // Some say it whenever the caller begins to speak.
    if (!connection.audio.isHeardAt(at)) return
    connection.audio.flush()
    emit({ at, type: 'interrupted' })
    if (!heard) return
    const more = { item_id: heard.item, heard_ms: heard.ms }
    // Whoever holds the turn learns of a broken connection by itself.
    void connection.send(settings.interrupt_messages, { ...values, ...more }).catch(() => undefined)
  }

  /** A transcript that comes before the caller has spoken is that of the turn before. */
  #withoutDebt(heard: Heard): Heard {
    const { connection } = this.#context
    if (!connection.owesTranscript || this.#caller.spoken) return heard
    if (heard.rules.some(({ event }) => /^transcript(_failed)?$/.test(event)))
      connection.owesTranscript = false
    const rules = heard.rules.filter(({ event }) => !/^(partial|transcript)/.test(event))
    return { frame: heard.frame, rules }
  }

  #take(heard: Heard): void {
    const { connection, settings, emit } = this.#context
    const { frame, rules } = heard
    const audio = 'binary' in frame && settings.binary_audio
    if (rules.some(({ event }) => event === 'begins')) this.#state.goOn()
    this.#asides.take(heard)
    if (!tells(rules) && !audio) return
    if (!this.#state.answered) {
      this.#state.answered = true
      connection.responded()
      emit({ at: frame.at, type: 'first_byte' })
    }
    if (audio || rules.some(isSpeech))
      this.#state.speak(audio || rules.some(({ event }) => event === 'audio'))
    this.#reply.take(heard, settings.binary_audio)
    if ('json' in frame) for (const rule of rules) this.#takeRule(rule, frame.json, frame.at)
    const waitsHere = this.#input.kind === 'silence' || this.#context.yieldAfterMs !== undefined
    if (this.#reply.begun && !waitsHere) this.#caller.stopSilence()
    if (this.#state.sent) this.#progress()
  }

  #takeRule(rule: Rule, message: Json, at: number): void {
    this.#state.take(rule, message)
    this.#tools.take(rule, message, at)
    if (rule.event === 'hung_up') this.#hangUp()
  }

  #toolsEnded(): void {
    if (this.#over) return
    this.#state.endTools()
    if (this.#state.sent) this.#progress()
  }

  /** The voice AI ends the conversation: what it has said is all that it says. */
  #hangUp(): void {
    const { connection } = this.#context
    const why = connection.hungUp ?? 'it ended the call'
    this.#asides.hangsUp(why)
    this.#tools.giveUp()
    this.#reply.awaitsAnswer = false
    this.#state.done = true
    const isAsked = this.#input.kind !== 'silence'
    if (isAsked && !this.#reply.begun) this.#end.reject(hungUpFault(connection.peer, why))
    else if (!this.#state.sent || !connection.alive) this.#end.resolve()
  }

  #lost(fault: NetworkError): void {
    if (this.#context.connection.hungUp !== null) this.#hangUp()
    else this.#end.reject(fault)
  }

  #progress(): void {
    if (this.#breakIn.planned || this.#over) return
    const [state, input, reply, tools] = [this.#state, this.#input, this.#reply, this.#tools]
    if (input.kind === 'silence' && !reply.begun && !tools.open) return this.#end.resolve()
    const { settings, connection } = this.#context
    const step = nextStep({ state, settings, input, reply, tools, tellsEnd: connection.tellsEnd })
    if (step === 'complete') return this.#complete()
    if (step !== 'continue') return this.#watchdog.phase(step.wait)
    state.done = false
    tools.continue().catch((error: unknown) => this.#end.reject(error))
    this.#progress()
  }

  #complete(): void {
    const { cancelled } = this.#state
    if (cancelled !== null) this.#asides.breaksOff(`it cancelled its reply (${cancelled})`)
    if (this.#reply.begun) this.#end.resolve()
    else this.#end.reject(emptyFault(this.#context.connection.peer, this.#asides.incomplete))
  }

  #expire({ name, ms }: Limit): void {
    const { connection, settings } = this.#context
    // Silence is how some voice AIs say that they have finished.
    if (name === waits.silence || name === waits.afterCut) return this.#complete()
    if (name === waits.afterTool && this.#reply.begun) return this.#complete()
    if (name === waits.afterError)
      return this.#end.reject(reportedFault(connection.peer, this.#state.trouble ?? ''))
    if (name === waits.settling) {
      this.#state.settled = true
      return this.#progress()
    }
    if (name === waits.tool) return this.#toolExpired(settings.tool_wait_s * 1_000)
    this.#end.reject(this.#fault('timeout', `took longer than ${formatLimit(ms)} ${name}`))
  }

  #toolExpired(ms: number): void {
    const { awaited, awaitsUs } = this.#tools
    this.#tools.giveUp()
    // What was said since the call is an answer whose tool has told no result.
    if (this.#reply.text !== '') return this.#complete()
    this.#end.reject(toolFault(this.#context.connection.peer, awaited, ms, awaitsUs))
  }

  #fault(fault: 'timeout' | 'cancelled', detail: string): NetworkError {
    return new NetworkError({
      ...{ fault, detail, peer: this.#context.connection.peer, maybeExecuted: true },
      retryable: fault === 'timeout' && !this.#state.answered,
    })
  }
}

/** Holds one turn on an open line. Throws NetFault. */
export function holdLiveTurn(context: TurnContext, input: Turn): Promise<Held> {
  return new LiveTurn(context, input).run()
}
