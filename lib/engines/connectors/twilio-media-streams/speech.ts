import { bytesPerMs } from '#lib/engines/connectors/twilio-media-streams/messages.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { decodeG711 } from '#lib/engines/speech/audio/g711.ts'

const sampleRate = bytesPerMs * 1_000
/** Played audio is told in pieces of this length: an event for each frame would cost more than the call. */
const pieceBytes = 200 * bytesPerMs
/** What is held back for a turn that may never come. */
const maxHeldBytes = 60_000 * bytesPerMs

/**
 * What the caller hears the agent say, as audio when it is *played* and as text where the agent tells it. The first
 * frame is told at once, since its time is the beginning of the reply.
 */
export class AgentSpeech {
  readonly #type: 'audio' | 'unsolicited_audio'
  #emit: ((event: TurnEvent) => void) | null
  #held: TurnEvent[] = []
  #heldBytes = 0
  #pieces: Buffer[] = []
  #pieceBytes = 0
  #pieceAt = 0
  #texts: string[] = []
  /** `performance.now()` of its first sign, null before */
  begunAt: number | null = null
  /** of its first audio */
  playedAt: number | null = null

  /** Without `emit`, events are held until `tell` is called. */
  constructor(
    type: 'audio' | 'unsolicited_audio',
    emit: ((event: TurnEvent) => void) | null = null,
  ) {
    this.#type = type
    this.#emit = emit
  }

  get text(): string {
    return this.#texts.join(' ')
  }

  /** Says who hears the events from now on, and those that were held. */
  tell(emit: (event: TurnEvent) => void): void {
    this.#emit = emit
    for (const event of this.#held.splice(0)) emit(event)
  }

  play(mulaw: Buffer, at: number): void {
    const isFirst = this.playedAt === null
    this.playedAt ??= at
    this.begunAt ??= at
    if (this.#pieceBytes === 0) this.#pieceAt = at
    this.#pieces.push(mulaw)
    this.#pieceBytes += mulaw.length
    if (isFirst || this.#pieceBytes >= pieceBytes) this.flush()
  }

  say(text: string, at: number): void {
    this.begunAt ??= at
    const said = text.trim()
    if (said !== '') this.#texts.push(said)
  }

  /** Tells what has been played and not told yet. */
  flush(): void {
    if (this.#pieceBytes === 0) return
    const pcm = decodeG711(Buffer.concat(this.#pieces), 'mulaw')
    this.#pieces = []
    this.#pieceBytes = 0
    const event: TurnEvent = { at: this.#pieceAt, type: this.#type, pcm, sampleRate }
    if (this.#emit) return this.#emit(event)
    this.#heldBytes += pcm.length
    if (this.#heldBytes <= maxHeldBytes) this.#held.push(event)
  }
}
