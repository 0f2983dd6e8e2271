import { decodeG711, type Law } from '#lib/engines/speech/audio/g711.ts'
import { cancelledWarning } from '#lib/engines/speech/audio/mix-levels.ts'
import { readWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { bytesOfText } from '#lib/engines/speech/decode/audio-text.ts'
import {
  type Container,
  isText,
  type Sniffed,
  sniffAudio,
} from '#lib/engines/speech/decode/sniff-audio.ts'
import { openDecodeWorker } from '#lib/engines/speech/decode/thread/open-decode-worker.ts'
import {
  headOf,
  readable,
  UnreadableAudioError,
} from '#lib/engines/speech/decode/unreadable-audio.ts'
import { AppError, errorMessage, InvalidError, UpstreamError } from '#lib/platform/errors.ts'
import { createWorkerPool } from '#lib/platform/processes/worker-pool.ts'

/** Raw samples: how they are written, for bytes that do not say it themselves. */
export type RawFormat = { encoding: 'pcm_s16le' | Law; sampleRate: number }

/** Audio as one channel of 16 bits at its own rate, and what it was. */
export type DecodedAudio = Clip & {
  /** of the source, before they were mixed to one */
  channels: number
  container: Container | 'raw'
  codec: 'pcm' | 'float' | Law | 'mp3' | 'opus' | 'vorbis' | 'flac'
  /** plain sentences about what is odd in the file */
  warnings: string[]
}

export type DecodeOptions = {
  /** what bytes without a container are taken for; they are refused without it */
  raw?: RawFormat
  maxBytes?: number
  /** ms of audio */
  maxDurationMs?: number
  /** ms that decoding may take */
  deadlineMs?: number
  signal?: AbortSignal | undefined
}

const defaults = { maxBytes: 64 * 1024 * 1024, maxDurationMs: 600_000, deadlineMs: 20_000 }
/** ms after which a thread that does not answer is stopped; threads look at each question's own deadline themselves. */
const STUCK_MS = 30_000

const open = () =>
  createWorkerPool({
    ...{ name: 'audio decoding', maxQueued: 500, timeoutMs: STUCK_MS, idleMs: 30_000 },
    // Audio that kills a thread would kill the next one as well.
    maxAttempts: 1,
    open: openDecodeWorker,
    size: 2,
  })
let pool: ReturnType<typeof open> | null = null

type Bounds = typeof defaults

/** What is wrong, what it was taken for, how it begins, and what helps. */
function unreadable(bytes: Uint8Array, what: string): UnreadableAudioError {
  return new UnreadableAudioError(
    `${what} (${bytes.byteLength} bytes that begin with ${headOf(bytes)})`,
  )
}

async function decodeInThread(
  bytes: Uint8Array,
  container: Exclude<Container, 'wav'>,
  { maxDurationMs, deadlineMs }: Bounds,
  signal: AbortSignal | undefined,
): Promise<DecodedAudio> {
  pool ??= open()
  try {
    const decoded = await pool.ask({ bytes, container, maxDurationMs, deadlineMs }, signal)
    return { ...decoded, container }
  } catch (error) {
    if (!(error instanceof InvalidError || error instanceof UpstreamError)) throw error
    const why =
      error instanceof InvalidError ? error.message : `its decoder failed: ${error.message}`
    throw unreadable(bytes, `The ${names[container]} audio cannot be read: ${lowerFirst(why)}`)
  }
}

const names: Record<Container, string> = {
  ...{ wav: 'WAV', mp3: 'MP3', ogg: 'Ogg', flac: 'FLAC', webm: 'WebM' },
}
const lowerFirst = (text: string) =>
  text.replace(/^[TAS](?=[a-z]+ )/, (first) => first.toLowerCase())

function decodeWavFile(bytes: Uint8Array, { maxBytes, maxDurationMs }: Bounds): DecodedAudio {
  try {
    const { pcm, sampleRate, channels, encoding, cancelled } = readWav(bytes, {
      ...{ maxBytes, maxDurationMs },
    })
    const warnings = cancelled ? [cancelledWarning] : []
    return { pcm, sampleRate, channels, container: 'wav', codec: encoding, warnings }
  } catch (error) {
    if (error instanceof AppError) throw unreadable(bytes, errorMessage(error))
    throw error
  }
}

/** Samples without a container; an odd last byte of 16-bit samples is left out. */
export function decodeRaw(bytes: Uint8Array, { encoding, sampleRate }: RawFormat): Clip {
  if (encoding !== 'pcm_s16le') return { pcm: decodeG711(bytes, encoding), sampleRate }
  const pcm = new Int16Array(bytes.byteLength >> 1)
  // Our own byte order is little-endian; the bytes may start anywhere in a buffer.
  new Uint8Array(pcm.buffer).set(bytes.subarray(0, pcm.byteLength))
  return { pcm, sampleRate }
}

function decodeRawBytes(
  bytes: Uint8Array,
  raw: RawFormat,
  { maxDurationMs }: Bounds,
): DecodedAudio {
  const clip = decodeRaw(bytes, raw)
  if (clip.pcm.length === 0) throw new UnreadableAudioError('The audio is empty')
  if ((clip.pcm.length / clip.sampleRate) * 1_000 > maxDurationMs)
    throw new UnreadableAudioError(
      `The audio lasts longer than ${maxDurationMs / 1_000} s; at most that much is accepted`,
    )
  const codec = raw.encoding === 'pcm_s16le' ? 'pcm' : raw.encoding
  return { ...clip, channels: 1, container: 'raw', codec, warnings: [] }
}

const notRead = (bytes: Uint8Array, name: string) =>
  unreadable(bytes, `${name} is not read: send ${readable}`)

/** Bytes without a container; throws what refuses anything else that is no file we read. */
function decodeUncontained(
  bytes: Uint8Array,
  sniffed: Exclude<Sniffed, { is: 'audio' }>,
  raw: RawFormat | undefined,
  bounds: Bounds,
): DecodedAudio {
  if (sniffed.is === 'other') throw notRead(bytes, sniffed.name)
  if (raw) return decodeRawBytes(bytes, raw, bounds)
  throw unreadable(bytes, `The file is no audio of a known form: send ${readable}`)
}

/**
 * Decodes a piece of audio at once, in this thread: WAV by its content, and raw samples as `raw` says. Throws
 * `UnreadableAudioError` for a file of any other form.
 */
export function decodeAudioNow(bytes: Uint8Array, raw: RawFormat): DecodedAudio {
  const sniffed = sniffAudio(bytes)
  if (sniffed.is !== 'audio') return decodeUncontained(bytes, sniffed, raw, defaults)
  if (sniffed.container === 'wav') return decodeWavFile(bytes, defaults)
  throw unreadable(bytes, `${names[sniffed.container]} is not read here: send WAV or samples`)
}

/** Throws `UnreadableAudioError` for bytes that are something known and no samples: text, an image, a file that is not read. */
export function assertSamples(bytes: Uint8Array): void {
  const sniffed = sniffAudio(bytes)
  if (sniffed.is === 'other') throw notRead(bytes, sniffed.name)
}

/** What bytes that are text stand for, when that is audio in turn. */
function unwrap(bytes: Uint8Array): Uint8Array {
  if (!isText(bytes) || bytes.byteLength < 32) return bytes
  try {
    const inner = bytesOfText(Buffer.from(bytes).toString('latin1')).bytes
    return sniffAudio(inner).is === 'unknown' && inner.byteLength < 64 ? bytes : inner
  } catch {
    return bytes
  }
}

/**
 * Decodes audio of any common form, by its content alone: WAV, MP3, Ogg (Opus, Vorbis, FLAC), FLAC, WebM with Opus or
 * Vorbis, also when it is written as text (base64, hexadecimal, data URI), and raw samples where `raw` says how they are
 * written. Compressed audio is decoded in a thread, with a deadline. Throws `UnreadableAudioError` that says what was
 * found, how it begins and how to fix it; that is never a fault of what was spoken.
 */
export async function decodeAudio(
  input: Uint8Array,
  options: DecodeOptions = {},
): Promise<DecodedAudio> {
  const { raw, signal, ...limits } = options
  const bounds: Bounds = { ...defaults, ...limits }
  if (input.byteLength > bounds.maxBytes)
    throw new UnreadableAudioError(
      `The audio has ${input.byteLength} bytes; at most ${bounds.maxBytes} are accepted`,
    )
  if (input.byteLength === 0) throw new UnreadableAudioError('The audio is empty')
  const bytes = unwrap(input)
  const sniffed = sniffAudio(bytes)
  if (sniffed.is !== 'audio') return decodeUncontained(bytes, sniffed, raw, bounds)
  if (sniffed.container === 'wav') return decodeWavFile(bytes, bounds)
  return decodeInThread(bytes, sniffed.container, bounds, signal)
}
