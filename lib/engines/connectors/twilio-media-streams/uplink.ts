import { atRate } from '#lib/engines/connectors/audio-format.ts'
import { bytesPerMs } from '#lib/engines/connectors/twilio-media-streams/messages.ts'
import { encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

const sampleRate = bytesPerMs * 1_000
/** µ-law of a sample without any amplitude. */
const quiet = 0xff

/** A stimulus on its way: `saidMs` of it have left, `speechEnd` just now. */
export type Progress = { saidMs: number; first: boolean; speechEnd: boolean; last: boolean }
export type Frame = { payload: string; progress: Progress | null }

/** The caller's microphone: a frame at every beat, of silence unless something is being said. */
export class Uplink {
  readonly #frame: number
  readonly #silence: Frame
  #audio: Buffer | null = null
  #at = 0
  #lead = 0
  #speechEnd = 0
  #end = 0

  constructor(frameMs: number) {
    this.#frame = frameMs * bytesPerMs
    const payload = Buffer.alloc(this.#frame, quiet).toString('base64')
    this.#silence = { payload, progress: null }
  }

  /**
   * Says `clip` from the next frame on, with less than a frame of silence before it, so that the end of speech, in ms
   * from its start, is the end of a frame: the moment when speech ends on the line is then known exactly.
   */
  say(clip: Clip, speechEndMs: number): void {
    const { pcm } = atRate(clip, sampleRate)
    const speechEnd = Math.min(pcm.length, Math.round(speechEndMs * bytesPerMs))
    this.#lead = (this.#frame - (speechEnd % this.#frame)) % this.#frame
    this.#speechEnd = this.#lead + speechEnd
    this.#end = this.#lead + pcm.length
    const frames = Math.max(1, Math.ceil(this.#end / this.#frame))
    this.#audio = Buffer.alloc(frames * this.#frame, quiet)
    this.#audio.set(encodeG711(pcm, 'mulaw'), this.#lead)
    this.#at = 0
  }

  /** Says no more, however much is left. */
  hush(): void {
    this.#audio = null
  }

  next(): Frame {
    if (!this.#audio) return this.#silence
    const from = this.#at
    this.#at += this.#frame
    const payload = this.#audio.toString('base64', from, this.#at)
    const saidMs = Math.max(0, Math.min(this.#at, this.#end) - this.#lead) / bytesPerMs
    const speechEnd = from < this.#speechEnd && this.#speechEnd <= this.#at
    const last = this.#at >= this.#audio.length
    if (last) this.#audio = null
    return { payload, progress: { saidMs, first: from === 0, speechEnd, last } }
  }
}
