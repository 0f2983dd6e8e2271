import type { Clip } from '#lib/engines/speech/clip.ts'
import { EndOfSpeech } from '#simulator/audio-input/end-of-speech.ts'
import { limits } from '#simulator/options.ts'

/** ms of silence after which the caller has finished */
const endSilenceMs = 700

/** Hears a caller on an open line until silence follows speech. */
export class Hearing {
  readonly #rate: number
  readonly #most: number
  #end: EndOfSpeech
  #pieces: Int16Array[] = []
  #samples = 0

  /** `rate` in Hz. */
  constructor(rate: number) {
    this.#rate = rate
    this.#most = (limits.speechMs / 1_000) * rate
    this.#end = new EndOfSpeech(rate, endSilenceMs)
  }

  /** Takes 16-bit little-endian samples; the whole utterance when it has ended with them, else null. */
  hear(bytes: Buffer): Clip | null {
    const pcm = Int16Array.from({ length: bytes.length >> 1 }, (_, at) => bytes.readInt16LE(at * 2))
    this.#pieces.push(pcm)
    this.#samples += pcm.length
    if (this.#end.hear(pcm) || this.#samples > this.#most) return this.#take()
    return null
  }

  /** Forgets what was heard. */
  clear(): void {
    this.#take()
  }

  #take(): Clip {
    const pcm = new Int16Array(this.#samples)
    let at = 0
    for (const piece of this.#pieces) {
      pcm.set(piece, at)
      at += piece.length
    }
    this.#pieces = []
    this.#samples = 0
    this.#end = new EndOfSpeech(this.#rate, endSilenceMs)
    return { pcm, sampleRate: this.#rate }
  }
}
