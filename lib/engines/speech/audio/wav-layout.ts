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
  /** bits of a sample that carry sound; fewer than its bytes hold in 24-in-32-bit files */
  validBits: number
  /** false in RIFX files */
  littleEndian: boolean
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
const isTag = (bytes: Uint8Array, at: number) => /^[\x20-\x7e]{4}$/.test(tagAt(bytes, at))

/** What the header says of sizes: byte order, the size of the whole, and that of the samples in an RF64 file. */
type Sizes = { littleEndian: boolean; riff: number; data64: number | null }

function readSizes(bytes: Uint8Array): Sizes {
  const view = viewOf(bytes)
  const littleEndian = tagAt(bytes, 0) !== 'RIFX'
  // EBU Tech 3306: the first chunk of an RF64 file holds the sizes that 32 bits cannot.
  const has64 = tagAt(bytes, 0) !== 'RIFF' && bytes.byteLength >= 36 && tagAt(bytes, 12) === 'ds64'
  const data64 = has64 ? Number(view.getBigUint64(28, true)) : null
  return { littleEndian, riff: view.getUint32(4, littleEndian), data64 }
}

/**
 * Where the samples end. Streaming writers leave sizes of 0 or 0xFFFFFFFF, and some never correct the first one: the
 * samples go on to the end of the file when neither size fits and no other chunk follows.
 */
function endOfData(bytes: Uint8Array, start: number, size: number, sizes: Sizes): number {
  const last = bytes.byteLength
  const length = size === 0xffffffff && sizes.data64 !== null ? sizes.data64 : size
  // A size of 0 means "unknown" only if the file's own size is unknown too; else it is empty.
  if (length === 0 && sizes.riff !== last - 8) return last
  const end = start + length
  if (end >= last) return last
  const fits = Math.abs(sizes.riff + 8 - end) <= 1
  const followed = isTag(bytes, end) || isTag(bytes, end + (length & 1)) || last - end < 8
  return fits || followed ? end : last
}

const common = /^(data|fmt |fact|LIST|JUNK|bext|PEAK|cue |smpl|inst|id3 |iXML|PAD )$/

/** Chunks have an even length; some writers forget the byte, a zero, that makes it so. */
function nextChunk(bytes: Uint8Array, end: number, size: number): number {
  if (size % 2 === 0 || bytes[end] === 0 || common.test(tagAt(bytes, end + 1)))
    return end + (size % 2)
  const isHere = common.test(tagAt(bytes, end)) || !isTag(bytes, end + 1)
  return isHere && isTag(bytes, end) ? end : end + 1
}

function readChunks(bytes: Uint8Array, sizes: Sizes): Layout['chunks'] {
  const view = viewOf(bytes)
  const chunks: Layout['chunks'] = []
  for (let at = 12; at + 8 <= bytes.byteLength;) {
    const id = tagAt(bytes, at)
    const size = view.getUint32(at + 4, sizes.littleEndian)
    const start = at + 8
    const end =
      id === 'data'
        ? endOfData(bytes, start, size, sizes)
        : Math.min(start + size, bytes.byteLength)
    chunks.push({ id, bytes: bytes.subarray(start, end) })
    at = nextChunk(bytes, end, size)
  }
  return chunks
}

/** Bytes of one sample: as many as its bits need, or all of a wider container (24 bits in 32). */
function sampleBytesOf(bits: number, blockBytes: number, channels: number): number {
  const needed = Math.ceil(bits / 8)
  const container = blockBytes / channels
  return bits > 8 && container > needed && container <= 4 && Number.isInteger(container)
    ? container
    : needed
}

function encodingOf(tag: number): Encoding {
  const encoding = encodings[tag]
  if (encoding !== undefined) return encoding
  const name = unreadable[tag] ?? `format 0x${tag.toString(16)}`
  throw new InvalidError(`The WAV file holds ${name}; PCM, float, µ-law and A-law can be read`)
}

function readFormat(format: Uint8Array, littleEndian: boolean): Omit<Layout, 'data' | 'chunks'> {
  if (format.byteLength < 16) throw new InvalidError('The WAV format header is cut off')
  const view = viewOf(format)
  const word = (at: number) => view.getUint16(at, littleEndian)
  const extensible = word(0) === EXTENSIBLE
  if (extensible && format.byteLength < 26)
    throw new InvalidError('The extensible WAV format header is cut off')
  const encoding = encodingOf(extensible ? word(24) : word(0))
  const channels = word(2)
  const sampleRate = view.getUint32(4, littleEndian)
  const bits = word(14)
  if (channels < 1 || channels > 16)
    throw new InvalidError(`The WAV file declares ${channels} channels; 1 to 16 can be read`)
  const sampleBytes =
    encoding === 'pcm' ? sampleBytesOf(bits, word(12), channels) : Math.ceil(bits / 8)
  if (!sampleSizes[encoding].includes(sampleBytes))
    throw new InvalidError(`The WAV file has ${bits} bits a sample, which ${encoding} cannot have`)
  if (sampleRate < 4_000 || sampleRate > 192_000)
    throw new InvalidError(`The WAV file declares ${sampleRate} Hz; 4000 to 192000 Hz can be read`)
  const valid = extensible ? word(18) : bits
  const validBits = valid > 0 && valid < sampleBytes * 8 ? valid : sampleBytes * 8
  return { encoding, channels, sampleRate, sampleBytes, validBits, littleEndian }
}

/** Whether these bytes begin as a WAV file does: RIFF, RIFX (big-endian), RF64 or BW64 (more than 4 GB). */
export const isWav = (bytes: Uint8Array): boolean =>
  /^(RIFF|RIFX|RF64|BW64)$/.test(tagAt(bytes, 0)) && tagAt(bytes, 8) === 'WAVE'

/** Finds format and samples in a RIFF, RIFX or RF64 file. Throws `InvalidError` with the reason. */
export function readLayout(bytes: Uint8Array): Layout {
  if (bytes.byteLength === 0) throw new InvalidError('The file is empty')
  if (!isWav(bytes)) throw new InvalidError('The file is not a WAV file')
  const sizes = readSizes(bytes)
  const chunks = readChunks(bytes, sizes)
  const format = chunks.find((chunk) => chunk.id === 'fmt ')
  if (!format) throw new InvalidError('The WAV file has no format header')
  const layout = readFormat(format.bytes, sizes.littleEndian)
  const data = chunks.find((chunk) => chunk.id === 'data')
  if (!data) throw new InvalidError('The WAV file has no samples')
  return { ...layout, data: data.bytes, chunks }
}
