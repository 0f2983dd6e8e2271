import { Readable } from 'node:stream'

import { Speaker } from '#lib/engines/connectors/speaker.ts'
import type { VoiceTurn } from '#lib/engines/connectors/types.ts'

/** What `SpokenBody` tells about the audio that has left. */
export type Spoken = { bytes: number; audioMs: number; first?: true; last?: true }

/**
 * The body of a voice request as the SDK takes it, a stream, filled at the pace of speaking. Whoever sends it calls
 * `left` after each chunk that left the process: the next one is not due before, and what is reported is true.
 */
export class SpokenBody {
  readonly stream = new Readable({ read: () => undefined })
  readonly #input: VoiceTurn
  readonly #pace: number
  readonly #onSpoken: (spoken: Spoken) => void
  readonly #speaker = new Speaker()
  #left: PromiseWithResolvers<void> | null = null
  #bytes = 0

  constructor(input: VoiceTurn, pace: number, onSpoken: (spoken: Spoken) => void) {
    this.#input = input
    this.#pace = pace
    this.#onSpoken = onSpoken
    // A body that nobody reads to its end is no fault of its own.
    this.stream.on('error', () => undefined)
  }

  /** Speaks; to be called when the line is up. Resolves when everything has left, or after `stop`. */
  async speak(): Promise<void> {
    let audioMs = 0
    this.#onSpoken({ bytes: 0, audioMs, first: true })
    const outcome = await this.#speaker.say(this.#input, {
      pace: this.#pace,
      write: (chunk) => this.#write(chunk),
      onWritten: (ms, speechEnd) => {
        audioMs = ms
        if (speechEnd) this.#onSpoken({ bytes: this.#bytes, audioMs })
      },
    })
    if (outcome === 'all') this.#onSpoken({ bytes: this.#bytes, audioMs, last: true })
    this.stream.push(null)
  }

  /** The chunk read last has left the process. */
  left(): void {
    this.#left?.resolve()
  }

  /** Says no more: the answer is there already, or nobody will read this to its end. */
  stop(): void {
    this.#speaker.stop()
    this.#left?.resolve()
  }

  async #write(chunk: Buffer): Promise<void> {
    this.#left = Promise.withResolvers()
    this.stream.push(chunk)
    await this.#left.promise
    this.#bytes += chunk.length
  }
}
