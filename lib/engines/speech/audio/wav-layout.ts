import { InvalidError } from '#lib/platform/errors.ts'

type Encoding = 'pcm' | 'float' | 'mulaw' | 'alaw'

/** Where the samples of a WAV file are and how they are written. */
export type Layout = {
  encoding: Encoding
  channels: number
  /** Hz */
  sampleRate: number
  /** bytes of one sample of one channel */
  sampleBytes: number
  data: Uint8Array
  chunks: { id: string; bytes: Uint8Array }[]
}

/** Format tags of RFC 2361 that people upload by mistake, named so that the refusal helps. */
const unreadable: Record<number, string> = {
  0x0002: 'MS ADPCM',
  0x0011: 'IMA ADPCM',
  0x0031: 'GSM 6.10',
  0x0050: 'MPEG',
  0x0055: 'MP3',
  0x00ff: 'AAC',
}
const encodings: Record<number, Encoding> = { 1: 'pcm', 3: 'float', 6: 'alaw', 7: 'mulaw' }
const EXTENSIBLE = 0xfffe

const sampleSizes: Record<Encoding, number[]> = {
  pcm: [1, 2, 3, 4],
  float: [4, 8],
  mulaw: [1],
  alaw: [1],
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const tagAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))

/** A size of 0 in `data` means "unknown" only if the file's own size is unknown too; else it is empty. */
function isStreamed(bytes: Uint8Array): boolean {
  return viewOf(bytes).getUint32(4, true) !== bytes.byteLength - 8
}

function readChunks(bytes: Uint8Array): Layout['chunks'] {
  const view = viewOf(bytes)
  const chunks: Layout['chunks'] = []
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const id = tagAt(bytes, at)
    const size = view.getUint32(at + 4, true)
    const start = at + 8
    const unknown = id === 'data' && size === 0 && isStreamed(bytes)
    const end = unknown ? bytes.byteLength : Math.min(start + size, bytes.byteLength)
    chunks.push({ id, bytes: bytes.subarray(start, end) })
    at = end + (size & 1)
  }
  return chunks
}

function readFormat(format: Uint8Array): Omit<Layout, 'data' | 'chunks'> {
  if (format.byteLength < 16) throw new InvalidError('The WAV format header is cut off')
  const view = viewOf(format)
  const outer = view.getUint16(0, true)
  if (outer === EXTENSIBLE && format.byteLength < 26)
    throw new InvalidError('The extensible WAV format header is cut off')
  const tag = outer === EXTENSIBLE ? view.getUint16(24, true) : outer
  const channels = view.getUint16(2, true)
  const sampleRate = view.getUint32(4, true)
  const bits = view.getUint16(14, true)
  const encoding = encodings[tag]
  if (encoding === undefined)
    throw new InvalidError(
      `The WAV file holds ${unreadable[tag] ?? `format 0x${tag.toString(16)}`}; PCM, float, µ-law and A-law can be read`,
    )
  const sampleBytes = Math.ceil(bits / 8)
  if (!sampleSizes[encoding].includes(sampleBytes))
    throw new InvalidError(`The WAV file has ${bits} bits a sample, which ${encoding} cannot have`)
  if (channels < 1 || channels > 16)
    throw new InvalidError(`The WAV file declares ${channels} channels; 1 to 16 can be read`)
  if (sampleRate < 4_000 || sampleRate > 192_000)
    throw new InvalidError(`The WAV file declares ${sampleRate} Hz; 4000 to 192000 Hz can be read`)
  return { encoding, channels, sampleRate, sampleBytes }
}

/** Finds format and samples in a RIFF (or RF64) file. Throws `InvalidError` with the reason. */
export function readLayout(bytes: Uint8Array): Layout {
  if (bytes.byteLength === 0) throw new InvalidError('The file is empty')
  const riff = tagAt(bytes, 0)
  if (riff === 'RIFX') throw new InvalidError('Big-endian WAV (RIFX) cannot be read')
  if ((riff !== 'RIFF' && riff !== 'RF64') || tagAt(bytes, 8) !== 'WAVE')
    throw new InvalidError('The file is not a WAV file')
  const chunks = readChunks(bytes)
  const format = chunks.find((chunk) => chunk.id === 'fmt ')
  if (!format) throw new InvalidError('The WAV file has no format header')
  const layout = readFormat(format.bytes)
  const data = chunks.find((chunk) => chunk.id === 'data')
  if (!data) throw new InvalidError('The WAV file has no samples')
  return { ...layout, data: data.bytes, chunks }
}
