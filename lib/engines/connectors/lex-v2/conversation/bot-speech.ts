import type { TurnEvent } from '#lib/engines/connectors/types.ts'

/** Played audio is told in pieces of this length, ms: an event for each frame would cost more than the conversation. */
const pieceMs = 200
/** What is held back for a turn that may never come, ms. */
const maxHeldMs = 60_000

/** What is heard of the bot, as audio events dated when it was played. */
export class BotSpeech {
  readonly #type: 'audio' | 'unsolicited_audio'
  #emit: ((event: TurnEvent) => void) | null
  #held: TurnEvent[] = []
  #heldMs = 0
  #pieces: Buffer[] = []
  #ms = 0
  #rate = 16_000
  #pieceAt = 0
  /** `performance.now()` of its first audio, null before */
  playedAt: number | null = null

  /** Without `emit`, events are held until `tell` is called. */
  constructor(
    type: 'audio' | 'unsolicited_audio',
    emit: ((event: TurnEvent) => void) | null = null,
  ) {
    this.#type = type
    this.#emit = emit
  }

  /** Says who hears the events from now on, and those that were held. */
  tell(emit: (event: TurnEvent) => void): void {
    this.#emit = emit
    for (const event of this.#held.splice(0)) emit(event)
  }

  /** Takes 16-bit samples at `rate` Hz. */
  play(samples: Buffer, rate: number, at: number): void {
    const isFirst = this.playedAt === null
    if (rate !== this.#rate) this.flush()
    this.#rate = rate
    this.playedAt ??= at
    if (this.#ms === 0) this.#pieceAt = at
    this.#pieces.push(samples)
    this.#ms += samples.length / 2 / (rate / 1_000)
    if (isFirst || this.#ms >= pieceMs) this.flush()
  }

  /** Tells what has been played and not told yet. */
  flush(): void {
    if (this.#ms === 0) return
    const bytes = Buffer.concat(this.#pieces)
    const pcm = Int16Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(at * 2))
    this.#heldMs += this.#ms
    this.#pieces = []
    this.#ms = 0
    const event: TurnEvent = { at: this.#pieceAt, type: this.#type, pcm, sampleRate: this.#rate }
    if (this.#emit) this.#emit(event)
    else if (this.#heldMs <= maxHeldMs) this.#held.push(event)
  }
}
