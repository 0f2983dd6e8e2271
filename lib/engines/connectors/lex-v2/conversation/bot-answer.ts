import { type LexAnswer, replyEvent } from '#lib/engines/connectors/lex-v2/reply.ts'

/** Nothing more is said or heard for so long (ms): then nothing is going to be. */
const speechlessMs = 2_000

/** What Lex answers to one input, put together from its events. */
export class BotAnswer {
  /** whether it came before the caller had finished speaking */
  readonly early: boolean
  readonly #messages: NonNullable<LexAnswer['messages']> = []
  #intent: LexAnswer = {}
  #hasIntent = false
  #hasAudio = false
  #textAt: number | null = null
  /** of its last event */
  #at: number
  readonly #beganAt: number
  /** a Lambda function works on it: what is said meanwhile is not the answer */
  unfinished = false
  /** all of its audio has come */
  audioEnded = false
  /** all of its audio has been played */
  heard = false

  constructor(at: number, early: boolean) {
    this.#beganAt = at
    this.#at = at
    this.early = early
  }

  understood(intent: LexAnswer, unfinished: boolean, at: number): void {
    this.#intent = intent
    this.#hasIntent = true
    this.unfinished = unfinished
    this.#at = at
  }

  say({ messages }: LexAnswer, at: number): void {
    this.#textAt ??= at
    this.#messages.push(...(messages ?? []))
    this.#at = at
  }

  hear(at: number): void {
    this.#hasAudio = true
    this.#at = at
  }

  /** Something was understood already: another result is that of another answer. */
  get hasIntent(): boolean {
    return this.#hasIntent
  }

  /** When it began to answer. */
  get at(): number {
    return this.#textAt ?? this.#at
  }

  /** When its first event came. */
  get beganAt(): number {
    return this.#beganAt
  }

  /** In the form of the other operations of Lex. */
  get whole(): LexAnswer {
    return { ...this.#intent, messages: this.#messages }
  }

  get text(): string {
    return replyEvent(this.whole, this.at).written
  }

  /**
   * Whether nothing of it is missing at `now`. A bot may say nothing, and a message may have no sound: both show only
   * in that nothing follows.
   */
  isWhole(now: number, spoken: boolean): boolean {
    if (this.unfinished) return false
    if (this.heard || (this.#textAt !== null && !spoken)) return true
    return this.#hasIntent && !this.#hasAudio && now - this.#at >= speechlessMs
  }
}
