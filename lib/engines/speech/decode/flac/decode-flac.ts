import { crc16, crc8, FlacBits, FlacCutError } from '#lib/engines/speech/decode/flac/flac-bits.ts'
import { FlacDamagedError, readSubframe } from '#lib/engines/speech/decode/flac/flac-subframe.ts'
import type { SampleSink } from '#lib/engines/speech/decode/sample-sink.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** What STREAMINFO says (RFC 9639, 8.2). `frames` is 0 when unknown. */
export type FlacInfo = { sampleRate: number; depth: number; frames: number }

type FrameHeader = {
  size: number
  sampleRate: number
  /** 0 to 7: independent channels; 8 left and side, 9 side and right, 10 mid and side */
  assignment: number
  depth: number
}

const rates = [0, 88_200, 176_400, 192_000, 8, 16, 22.05, 24, 32, 44.1, 48, 96]
const depths = [0, 8, 12, 0, 16, 20, 24, 32]

function sizeOf(code: number, bits: FlacBits): number {
  if (code === 6) return bits.read(8) + 1
  if (code === 7) return bits.read(16) + 1
  if (code === 0) throw new FlacDamagedError('no block size')
  return code === 1 ? 192 : code < 6 ? 576 * 2 ** (code - 2) : 256 * 2 ** (code - 8)
}

function rateOf(code: number, bits: FlacBits, info: FlacInfo): number {
  if (code === 0) return info.sampleRate
  if (code === 12) return bits.read(8) * 1_000
  if (code === 13) return bits.read(16)
  if (code === 14) return bits.read(16) * 10
  const rate = rates[code]
  if (rate === undefined) throw new FlacDamagedError('no sample rate')
  return code > 3 ? rate * 1_000 : rate
}

/** The number of the frame, coded as UTF-8 codes characters, of up to seven bytes; only its length matters here. */
function skipNumber(bits: FlacBits): void {
  const ones = Math.clz32(~(bits.read(8) << 24))
  if (ones === 1 || ones > 7) throw new FlacDamagedError('no frame number')
  for (let rest = 1; rest < ones; rest++)
    if (bits.read(8) >> 6 !== 2) throw new FlacDamagedError('no frame number')
}

function readHeader(bytes: Uint8Array, at: number, bits: FlacBits, info: FlacInfo): FrameHeader {
  if (bits.read(15) !== 0x7ffc) throw new FlacDamagedError('no frame')
  bits.read(1)
  const sizeCode = bits.read(4)
  const rateCode = bits.read(4)
  const assignment = bits.read(4)
  const depthCode = bits.read(3)
  if (bits.read(1) !== 0 || assignment > 10 || depthCode === 3)
    throw new FlacDamagedError('no frame header')
  skipNumber(bits)
  const size = sizeOf(sizeCode, bits)
  const sampleRate = rateOf(rateCode, bits, info)
  const checked = bits.byte
  if (bits.read(8) !== crc8(bytes, at, checked)) throw new FlacDamagedError('a damaged header')
  return { size, sampleRate, assignment, depth: depths[depthCode] || info.depth }
}

/** Left and right of a pair of which one or both are differences (RFC 9639, 4.2). */
function uncouple(assignment: number, [a, b]: Float64Array[]): void {
  if (!a || !b || assignment < 8) return
  for (let n = 0; n < a.length; n++) {
    const x = a[n] ?? 0
    const y = b[n] ?? 0
    if (assignment === 8) b[n] = x - y
    else if (assignment === 9) a[n] = x + y
    else {
      const sum = x * 2 + (Math.abs(y) % 2)
      a[n] = (sum + y) / 2
      b[n] = (sum - y) / 2
    }
  }
}

function scaled(samples: Float64Array, full: number): Float32Array {
  const plane = new Float32Array(samples.length)
  for (let n = 0; n < plane.length; n++) plane[n] = (samples[n] ?? 0) / full
  return plane
}

/** Decodes the frame at byte `at` into `sink`; returns where it ends. Throws for what is no whole, undamaged frame. */
function readFrame(bytes: Uint8Array, at: number, info: FlacInfo, sink: SampleSink): number {
  const bits = new FlacBits(bytes, at)
  const { size, sampleRate, assignment, depth } = readHeader(bytes, at, bits, info)
  const count = assignment < 8 ? assignment + 1 : 2
  const channels = Array.from({ length: count }, (_, channel) => {
    const isSide = assignment === 9 ? channel === 0 : assignment > 7 && channel === 1
    return readSubframe(bits, size, isSide ? depth + 1 : depth)
  })
  bits.align()
  const end = bits.byte
  if (bits.read(16) !== crc16(bytes, at, end)) throw new FlacDamagedError('a damaged frame')
  uncouple(assignment, channels)
  sink.add(
    channels.map((samples) => scaled(samples, 2 ** (depth - 1))),
    sampleRate,
  )
  return bits.byte
}

const isDamage = (error: unknown) =>
  error instanceof FlacCutError || error instanceof FlacDamagedError

function nextSync(bytes: Uint8Array, from: number, sink: SampleSink): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if ((at & 0xfffff) === 0) sink.checkTime()
    if (bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xfe) === 0xf8) return at
  }
  return bytes.length
}

/** Decodes the frames of `bytes` from `from` on; those that are damaged are left out, with a warning. */
export function decodeFlacFrames(
  bytes: Uint8Array,
  from: number,
  info: FlacInfo,
  sink: SampleSink,
): void {
  let damaged = false
  for (let at = nextSync(bytes, from, sink); at < bytes.length;) {
    sink.checkTime()
    try {
      at = readFrame(bytes, at, info, sink)
      continue
    } catch (error) {
      if (!isDamage(error)) throw error
      damaged = true
    }
    at = nextSync(bytes, at + 1, sink)
  }
  if (damaged) sink.warn('Some blocks of the FLAC stream are damaged or cut off and were left out')
}

/** Reads STREAMINFO, a block of 34 bytes at `at`. */
export function readFlacInfo(bytes: Uint8Array, at: number): FlacInfo {
  if (at + 34 > bytes.length) throw new UnreadableAudioError('The FLAC header is cut off')
  const bits = new FlacBits(bytes, at + 10)
  const sampleRate = bits.read(20)
  bits.read(3)
  const depth = bits.read(5) + 1
  const frames = bits.read(4) * 2 ** 32 + bits.read(32)
  return { sampleRate, depth, frames }
}

/** Warns when there is less than the header announced. */
export function checkFlacLength({ frames }: FlacInfo, sink: SampleSink): void {
  if (frames > sink.length)
    sink.warn(`The FLAC stream is cut off: ${sink.length} of ${frames} samples are there`)
}

/** Decodes a native FLAC file. Throws `UnreadableAudioError`. */
export function decodeFlac(bytes: Uint8Array, sink: SampleSink): void {
  let at = 4
  let info: FlacInfo | null = null
  for (let last = false; !last;) {
    if (at + 4 > bytes.length) throw new UnreadableAudioError('The FLAC header is cut off')
    const [head = 0, a = 0, b = 0, c = 0] = bytes.subarray(at, at + 4)
    last = head >= 0x80
    if ((head & 0x7f) === 0) info = readFlacInfo(bytes, at + 4)
    at += 4 + a * 65_536 + b * 256 + c
  }
  if (!info) throw new UnreadableAudioError('The FLAC file has no stream header')
  decodeFlacFrames(bytes, at, info, sink)
  checkFlacLength(info, sink)
}
