import { decodeAudio } from '#lib/engines/connectors/audio-format.ts'
import type { AudioFormat } from '#lib/engines/connectors/types.ts'

type Decoded = ReturnType<typeof decodeAudio>

/** The audio that comes over a connection: joins samples that were cut apart, and knows how long it is to be heard. */
export class ReplyAudio {
  #half: Buffer = Buffer.alloc(0)
  #playsUntil = Number.NEGATIVE_INFINITY

  /** Samples that are whole with these bytes, which came at `at`; null while there are none. */
  take(
    bytes: Buffer,
    format: Pick<AudioFormat, 'encoding' | 'sampleRate'>,
    at: number,
  ): Decoded | null {
    const all = this.#half.length > 0 ? Buffer.concat([this.#half, bytes]) : bytes
    const whole = format.encoding === 'pcm_s16le' ? all.length & ~1 : all.length
    this.#half = all.subarray(whole)
    if (whole === 0) return null
    const clip = decodeAudio(all.subarray(0, whole), format)
    const ms = (clip.pcm.length / clip.sampleRate) * 1_000
    this.#playsUntil = Math.max(this.#playsUntil, at) + ms
    return clip
  }

  /** Whether a caller would still be hearing it: it comes faster than it is spoken. */
  isHeardAt(at: number): boolean {
    return at < this.#playsUntil
  }

  /** What has not been heard yet is void, as is half a sample. */
  flush(): void {
    this.#playsUntil = Number.NEGATIVE_INFINITY
    this.#half = Buffer.alloc(0)
  }
}
