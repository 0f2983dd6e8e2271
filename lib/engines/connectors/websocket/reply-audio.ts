import type { ToldClip } from '#lib/engines/connectors/audio-format.ts'
import type { AudioFormat } from '#lib/engines/connectors/types.ts'
import { isWav } from '#lib/engines/speech/audio/wav-layout.ts'
import { streamedWav } from '#lib/engines/speech/audio/wav.ts'
import { decodeAudioNow, decodeRaw } from '#lib/engines/speech/decode/decode-audio.ts'

type Format = Pick<AudioFormat, 'encoding' | 'sampleRate'>

/** The audio that comes over a connection: joins samples that were cut apart, and knows how long it is to be heard. */
export class ReplyAudio {
  #half: Buffer = Buffer.alloc(0)
  #playsUntil = Number.NEGATIVE_INFINITY
  #item: { id: string; ms: number } | null = null
  /** of a WAV header that came once, before a stream of samples */
  #announced: Format | null = null

  /**
   * Samples that are whole with these bytes, which came at `at`; null while there are none. `item`: the voice AI's id of
   * what they belong to. Throws InvalidError for a WAV file that cannot be read.
   */
  take(bytes: Buffer, declared: Format, at: number, item: string | null = null): ToldClip | null {
    const clip = isWav(bytes) ? this.#decodeWav(bytes, declared) : this.#decode(bytes, declared)
    if (!clip) return null
    const ms = (clip.pcm.length / clip.sampleRate) * 1_000
    this.#playsUntil = Math.max(this.#playsUntil, at) + ms
    if (item !== this.#item?.id) this.#item = item === null ? null : { id: item, ms: 0 }
    if (this.#item) this.#item.ms += ms
    return clip
  }

  /** A file is whole in its message, or its header speaks for the messages after it. */
  #decodeWav(bytes: Buffer, declared: Format): ToldClip | null {
    const stream = streamedWav(bytes)
    this.#announced = stream
    const isOdd = stream?.encoding === 'pcm_s16le' && stream.held % 2 === 1
    this.#half = isOdd ? bytes.subarray(-1) : Buffer.alloc(0)
    return stream && stream.held < 2 ? null : decodeAudioNow(bytes, declared)
  }

  #decode(bytes: Buffer, declared: Format): ToldClip | null {
    const format = this.#announced ?? declared
    const all = this.#half.length > 0 ? Buffer.concat([this.#half, bytes]) : bytes
    const whole = format.encoding === 'pcm_s16le' ? all.length & ~1 : all.length
    this.#half = all.subarray(whole)
    return whole === 0 ? null : decodeRaw(all.subarray(0, whole), format)
  }

  /** Whether a caller would still be hearing it: it comes faster than it is spoken. */
  isHeardAt(at: number): boolean {
    return at < this.#playsUntil
  }

  /** The item that is being heard, with the whole ms of it that a caller has heard by then. */
  heardAt(at: number): { item: string; ms: number } | null {
    if (!this.#item || !this.isHeardAt(at)) return null
    const { id, ms } = this.#item
    return { item: id, ms: Math.max(0, Math.floor(ms - (this.#playsUntil - at))) }
  }

  /** What has not been heard yet is void, as is half a sample. */
  flush(): void {
    this.#playsUntil = Number.NEGATIVE_INFINITY
    this.#half = Buffer.alloc(0)
    this.#item = null
  }
}
