import { atRate } from '#lib/engines/connectors/audio-format.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

/** Hz; `AudioInputEvent` takes no other (API reference of the Lex V2 runtime). */
export const streamRate = 8_000
/** ms of audio in an event: 320 bytes, the most that an `AudioInputEvent` may carry. */
export const frameMs = 20
const frameSamples = (streamRate * frameMs) / 1_000
const silence = new Uint8Array(frameSamples * 2)

/** A stimulus on its way: `saidMs` of it have left, `speechEnd` just now. */
export type Progress = { saidMs: number; first: boolean; speechEnd: boolean; last: boolean }
export type Frame = { audio: Uint8Array; progress: Progress | null }

/** The caller's microphone: 20 ms of 16-bit samples at every beat, of silence unless something is being said. */
export class Microphone {
  #samples: Int16Array | null = null
  #at = 0
  #lead = 0
  #speechEnd = 0
  #end = 0

  /**
   * Says `clip` from the next frame on, with less than a frame of silence before it, so that the end of speech, in ms
   * from its start, is the end of a frame: the moment when speech ends on the line is then known exactly.
   */
  say(clip: Clip, speechEndMs: number): void {
    const { pcm } = atRate(clip, streamRate)
    const speechEnd = Math.min(pcm.length, Math.round((speechEndMs * streamRate) / 1_000))
    this.#lead = (frameSamples - (speechEnd % frameSamples)) % frameSamples
    this.#speechEnd = this.#lead + speechEnd
    this.#end = this.#lead + pcm.length
    const frames = Math.max(1, Math.ceil(this.#end / frameSamples))
    this.#samples = new Int16Array(frames * frameSamples)
    this.#samples.set(pcm, this.#lead)
    this.#at = 0
  }

  /** Says no more, however much is left. */
  hush(): void {
    this.#samples = null
  }

  next(): Frame {
    const samples = this.#samples
    if (!samples) return { audio: silence, progress: null }
    const from = this.#at
    this.#at += frameSamples
    const audio = new Uint8Array(samples.buffer, from * 2, frameSamples * 2)
    const said = Math.max(0, Math.min(this.#at, this.#end) - this.#lead)
    const speechEnd = from < this.#speechEnd && this.#speechEnd <= this.#at
    const last = this.#at >= samples.length
    if (last) this.#samples = null
    const saidMs = (said / streamRate) * 1_000
    return { audio, progress: { saidMs, first: from === 0, speechEnd, last } }
  }
}
