import { BotAnswer } from '#lib/engines/connectors/lex-v2/conversation/bot-answer.ts'
import { BotSpeech } from '#lib/engines/connectors/lex-v2/conversation/bot-speech.ts'
import { Caller } from '#lib/engines/connectors/lex-v2/conversation/caller.ts'
import type { Interlude } from '#lib/engines/connectors/lex-v2/conversation/interlude.ts'
import type { LexEvent } from '#lib/engines/connectors/lex-v2/conversation/lex-events.ts'
import { endOfMessage, type LexLine } from '#lib/engines/connectors/lex-v2/conversation/lex-line.ts'
import type { Beat } from '#lib/engines/connectors/lex-v2/conversation/line-options.ts'
import type { LexConfig } from '#lib/engines/connectors/lex-v2/settings.ts'
import { lineSpeed } from '#lib/engines/connectors/twilio-media-streams/metronome.ts'
import { tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type { Turn } from '#lib/engines/connectors/types.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { type Limit, Watchdog } from '#lib/platform/net/watchdog.ts'

/** All audio that a bot may send in one turn. */
const maxTurnBytes = 30_000_000
/** Name of the mark between what was said before and the answer. */
const answerBegins = 'answer begins'

export type TurnContext = TurnScope & {
  config: LexConfig
  line: LexLine
  /** what the bot said since the turn before */
  interlude: Interlude
  pace: number
  remainingMs: number
  /** ms on the line after the first audio of the reply at which the turn ends */
  yieldAfterMs: number | undefined
}

export type TurnResult = {
  /** null when nothing was said */
  answer: BotAnswer | null
  fillers: { at: number; text: string }[]
  /** why it is not the whole answer to the whole input */
  incomplete: string | null
  /** of it and of what was said before, when the turn ended */
  restOpen: boolean
  transcribed: boolean
}

/**
 * One turn in a conversation. What the bot is still saying belongs to no turn, and may be cut short while the caller
 * speaks; then comes the answer, to the end of its playing.
 */
export class LexTurn {
  readonly #context: TurnContext
  readonly #input: Turn
  readonly #reply: BotSpeech
  readonly #end = Promise.withResolvers<void>()
  readonly #watchdog: Watchdog
  readonly #caller: Caller
  readonly #fillers: { at: number; text: string }[] = []
  readonly #heard: string[] = []
  /** what is heard was said before */
  #old: boolean
  #answer: BotAnswer | null = null
  #incomplete: string | null = null
  #cut: BotAnswer | null = null
  #answered = false
  #bytesIn = 0

  constructor(context: TurnContext, input: Turn) {
    this.#context = context
    this.#input = input
    this.#reply = new BotSpeech('audio', context.emit)
    const { line, emit } = context
    this.#caller = new Caller({ line, input, emit, onSent: () => this.#arm() })
    this.#old = context.line.speaking || context.interlude.open
    const limit = { name: 'in all', ms: Math.max(1, context.remainingMs) }
    this.#watchdog = new Watchdog(limit, (expired) => this.#expire(expired))
  }

  /** Throws NetFault. */
  async run(): Promise<TurnResult> {
    const { line, signal, emit, pace, interlude } = this.#context
    const cancel = () => this.#end.reject(this.#fault('cancelled', 'cancelled'))
    signal.addEventListener('abort', cancel)
    interlude.speech.tell(emit)
    line.pace = pace
    line.listen({
      beat: (beat) => this.#beat(beat),
      told: (event, at) => this.#hear(event, at),
      lost: (fault) => this.#lose(fault),
    })
    if (signal.aborted) cancel()
    try {
      await this.#end.promise
      this.#reply.flush()
      return {
        ...{ answer: this.#answer ?? this.#cut, fillers: this.#fillers },
        ...{ incomplete: this.#incomplete, transcribed: this.#heard.length > 0 },
        restOpen: this.#answer !== null && !this.#answer.audioEnded && this.#isSpoken,
      }
    } finally {
      signal.removeEventListener('abort', cancel)
      line.listen(null)
      line.hush()
      line.note()
      // Between two turns nobody is in a hurry.
      line.pace = 1
      this.#watchdog.stop()
    }
  }

  get #isSpoken(): boolean {
    return this.#context.line.mode === 'AUDIO' && this.#context.config.reply_audio
  }

  #beat({ at, lateMs, progress, played, marks }: Beat): void {
    const { line, interlude } = this.#context
    if (played) {
      const speech = this.#old ? interlude.speech : this.#reply
      speech.play(played, line.rate, at)
      this.#watchdog.touch()
    }
    if (marks.includes(answerBegins)) this.#endBefore()
    if (this.#old && !line.speaking && !interlude.open) this.#endBefore()
    if (marks.includes(endOfMessage) && !line.speaking && this.#answer?.audioEnded)
      this.#answer.heard = true
    this.#caller.beat(at, progress, lateMs)
    if (this.#yields(at) || this.#isOver(at)) this.#end.resolve()
  }

  /** What the bot said before is over: from now on it answers. */
  #endBefore(): void {
    if (!this.#old) return
    this.#old = false
    this.#context.interlude.conclude(this.#context.emit)
  }

  #yields(at: number): boolean {
    const { yieldAfterMs: after, pace } = this.#context
    const since = this.#reply.playedAt
    return after !== undefined && since !== null && (at - since) * lineSpeed(pace) >= after
  }

  #isOver(at: number): boolean {
    if (!this.#caller.sent) return false
    const { line, interlude } = this.#context
    if (this.#answer) return this.#answer.isWhole(at, this.#isSpoken) && !this.#answer.early
    return this.#input.kind === 'silence' && !line.speaking && !interlude.open
  }

  #hear(event: LexEvent, at: number): void {
    if (event.type === 'heartbeat') return
    this.#watchdog.touch()
    if (event.type === 'interrupted') return this.#interrupt(at)
    if (event.type === 'transcript') return this.#transcribe(event.text, at)
    if (event.type === 'intent' && (this.#answer === null || this.#answer.hasIntent)) {
      // Without a transcript Lex heard nothing: until the caller has finished, it asks again by itself.
      if (!this.#caller.sent && this.#input.kind !== 'silence') {
        this.#old = true
        return this.#context.interlude.take(event, at)
      }
      this.#open(at)
    }
    const answer = this.#answer
    if (!answer) return this.#context.interlude.take(event, at)
    if (event.type === 'intent') answer.understood(event.answer, event.unfinished, at)
    if (event.type === 'text') answer.say(event.answer, at)
    if (event.type === 'audio') this.#count(event.bytes.length, at)
    if (event.type === 'audio_end') answer.audioEnded = true
  }

  #transcribe(text: string, at: number): void {
    this.#heard.push(text)
    if (this.#input.kind === 'voice')
      this.#context.emit({ at, type: 'transcript', text: this.#heard.join(' ') })
    this.#open(at)
  }

  /** An answer begins; what was said of the one before it was not the answer. */
  #open(at: number): void {
    const { line, interlude, emit } = this.#context
    this.#setAside()
    this.#cut = null
    this.#answer = new BotAnswer(at, this.#input.kind === 'voice' && !this.#caller.hasSpoken)
    interlude.open = false
    if (this.#old && line.speaking) line.mark(answerBegins)
    else this.#endBefore()
    if (!this.#answered) emit({ at, type: 'first_byte' })
    this.#answered = true
    this.#arm()
  }

  #setAside(): void {
    const before = this.#answer ?? this.#cut
    if (before && before.text !== '') this.#fillers.push({ at: before.at, text: before.text })
  }

  #count(bytes: number, at: number): void {
    this.#answer?.hear(at)
    this.#bytesIn += bytes
    if (this.#bytesIn > maxTurnBytes)
      this.#end.reject(tooLarge(this.#context.line.peer, maxTurnBytes))
  }

  /** The bot heard the caller and stops: what it sent and was not played is void. */
  #interrupt(at: number): void {
    const { line, interlude, emit } = this.#context
    interlude.open = false
    if (!line.speaking) return
    ;(this.#old ? interlude.speech : this.#reply).flush()
    emit({ at, type: 'interrupted' })
    if (this.#old) return this.#endBefore()
    this.#cut = this.#answer
    this.#answer = null
    this.#arm()
  }

  #lose(fault: NetworkError): void {
    const { facts } = fault
    this.#end.reject(this.#answered ? new NetworkError({ ...facts, retryable: false }) : fault)
  }

  /** Whether it is the answer that is waited for, or its rest. */
  #arm(): void {
    if (!this.#caller.sent) return
    const { timeout_s, idle_timeout_s } = this.#context.config
    if (this.#answer && !this.#answer.early)
      this.#watchdog.phase({ name: 'between two pieces of the answer', ms: idle_timeout_s * 1_000 })
    else if (this.#input.kind !== 'silence' || this.#cut)
      this.#watchdog.phase({
        name: 'from the end of the input to the answer',
        ms: timeout_s * 1_000,
      })
  }

  /** Time is up; an answer that came, but not to the whole input or not as a whole, is told all the same. */
  #expire({ name, ms }: Limit): void {
    if (name !== 'in all' && this.#cut) this.#incomplete = 'the bot broke its reply off'
    else if (name !== 'in all' && this.#answer?.early)
      this.#incomplete = 'the bot answered before the caller had finished, and nothing after that'
    if (this.#incomplete !== null) return this.#end.resolve()
    this.#end.reject(this.#fault('timeout', `took longer than ${formatLimit(ms)} ${name}`))
  }

  #fault(fault: 'timeout' | 'cancelled', detail: string): NetworkError {
    return new NetworkError({
      ...{ fault, detail, peer: this.#context.line.peer, maybeExecuted: true },
      retryable: fault === 'timeout' && !this.#answered,
    })
  }
}
