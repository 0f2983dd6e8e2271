import { readLayout, type Layout } from '#lib/engines/speech/audio/wav-layout.ts'
import { readSamples } from '#lib/engines/speech/audio/wav-samples.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { limits } from '#simulator/options.ts'

const longestHeader = 65_536
const wanted = 'send 16-bit PCM in a WAV container, 8 or 16 kHz'

/** Audio that cannot be listened to, in a sentence for the caller. */
export class AudioError extends Error {}

function refuseByMagic(head: Buffer): void {
  const magic = head.toString('latin1', 0, 8)
  if (magic.startsWith('Speex   '))
    throw new AudioError(`Speex cannot be decoded by this simulator: ${wanted}`)
  if (magic.startsWith('OggS')) throw new AudioError(`Ogg cannot be decoded: ${wanted}`)
  if (magic.startsWith('ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0))
    throw new AudioError(`MP3 cannot be decoded: ${wanted}`)
  if (!magic.startsWith('RIFF')) throw new AudioError(`The audio is not a WAV file: ${wanted}`)
}

/**
 * Takes the bytes of one utterance as they come and yields its samples. Of the WAV header only the format
 * is believed: everything after `data` is samples, because streaming clients write sizes of 0.
 */
export class AudioInput {
  private head: Buffer[] = []
  private layout: Layout | null = null
  private rest: Buffer = Buffer.alloc(0)
  private size = 0
  private readonly parts: Int16Array[] = []
  private samples = 0

  get sampleRate(): number {
    return this.layout?.sampleRate ?? 16_000
  }

  get durationMs(): number {
    return (this.samples / this.sampleRate) * 1_000
  }

  /** The samples that these bytes complete. Throws `AudioError` for what is no audio, or too much of it. */
  append(bytes: Buffer): Int16Array {
    this.size += bytes.length
    if (this.size > limits.audioBytes)
      throw new AudioError(`The audio has more than ${limits.audioBytes} bytes`)
    const data = this.layout ? bytes : this.readHeader(bytes)
    if (!this.layout || data.length === 0) return new Int16Array(0)
    const frameBytes = this.layout.channels * this.layout.sampleBytes
    const all = this.rest.length === 0 ? data : Buffer.concat([this.rest, data])
    const frames = Math.floor(all.length / frameBytes)
    this.rest = Buffer.from(all.subarray(frames * frameBytes))
    const pcm = this.decode(all.subarray(0, frames * frameBytes), frames)
    this.parts.push(pcm)
    this.samples += pcm.length
    if (this.durationMs > limits.speechMs)
      throw new AudioError(`The utterance is longer than ${limits.speechMs / 1_000} s`)
    return pcm
  }

  /** All samples so far. Throws `AudioError` when not even the header has come. */
  clip(): Clip {
    if (!this.layout)
      throw new AudioError(
        this.size === 0
          ? `No audio was sent: ${wanted}`
          : `The WAV header is incomplete: ${wanted}`,
      )
    const pcm = new Int16Array(this.samples)
    let at = 0
    for (const part of this.parts) {
      pcm.set(part, at)
      at += part.length
    }
    return { pcm, sampleRate: this.layout.sampleRate }
  }

  private decode(data: Buffer, frames: number): Int16Array {
    if (!this.layout) return new Int16Array(0)
    try {
      return readSamples({ ...this.layout, data }, frames)
    } catch (error) {
      throw new AudioError(errorMessage(error))
    }
  }

  /** The bytes after the header, once it is complete. */
  private readHeader(bytes: Buffer): Buffer {
    this.head.push(bytes)
    const all = Buffer.concat(this.head)
    this.head = [all]
    if (all.length >= 8) refuseByMagic(all)
    if (all.length < 12) return Buffer.alloc(0)
    const at = dataStart(all)
    if (at === null) {
      if (all.length > longestHeader)
        throw new AudioError(`The WAV header has no samples: ${wanted}`)
      return Buffer.alloc(0)
    }
    try {
      this.layout = readLayout(all)
    } catch (error) {
      throw new AudioError(errorMessage(error))
    }
    this.head = []
    return all.subarray(at)
  }
}

/** Where the samples of a WAV file begin; null when its header is not complete. */
function dataStart(bytes: Buffer): number | null {
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4)
    if (bytes.toString('latin1', at, at + 4) === 'data') return at + 8
    at += 8 + size + (size & 1)
  }
  return null
}
