/** The header of an MPEG audio frame (ISO/IEC 11172-3, 2.4.1.3; 13818-3). */
export type FrameHeader = {
  /** what all frames of a stream have in common */
  kind: number
  /** bytes to the next frame */
  length: number
  mono: boolean
  layer: 1 | 2 | 3
  /** Hz */
  sampleRate: number
  /** samples of each channel; of layer III */
  samples: number
  /** bytes between the header and the main data of layer III */
  sideInfo: number
}

/** kbit/s by index for MPEG-1 layers I, II, III, then MPEG-2 layer I, and II with III */
const bitrates = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
]
const rates = [44_100, 48_000, 32_000]

/** The header at `at`, null when there is none. Streams of a "free" bit rate are not recognised. */
export function headerAt(bytes: Uint8Array, at: number): FrameHeader | null {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4)
  if (at + 4 > bytes.length || a !== 0xff || (b & 0xe0) !== 0xe0) return null
  // 0 is MPEG-2.5, 2 is MPEG-2, 3 is MPEG-1; layer 1 is III, 2 is II, 3 is I.
  const version = (b >> 3) & 3
  const layer = (b >> 1) & 3
  const rate = rates[(c >> 2) & 3]
  if (version === 1 || layer === 0 || rate === undefined) return null
  const list = version === 3 ? 3 - layer : layer === 3 ? 3 : 4
  const bitrate = bitrates[list]?.[c >> 4] ?? 0
  if (bitrate === 0) return null
  const hertz = version === 3 ? rate : version === 2 ? rate / 2 : rate / 4
  const padding = (c >> 1) & 1
  const slots = layer === 1 && version !== 3 ? 72 : layer === 3 ? 12 : 144
  const whole = Math.floor((slots * bitrate * 1_000) / hertz) + padding
  const kind = (version << 8) | (layer << 4) | ((c >> 2) & 3)
  const mono = d >> 6 === 3
  const checked = (b & 1) === 0 ? 2 : 0
  return {
    ...{ kind, mono, length: layer === 3 ? whole * 4 : whole },
    layer: layer === 3 ? 1 : layer === 2 ? 2 : 3,
    sampleRate: hertz,
    samples: version === 3 ? 1_152 : 576,
    sideInfo: checked + (version === 3 ? (mono ? 17 : 32) : mono ? 9 : 17),
  }
}

/** Where the data begin after ID3v2 tags, of which there may be several. */
export function skipId3(bytes: Uint8Array): number {
  let at = 0
  while (String.fromCharCode(...bytes.subarray(at, at + 3)) === 'ID3' && at + 10 <= bytes.length) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at + 6, at + 10)
    const hasFooter = ((bytes[at + 5] ?? 0) & 0x10) !== 0
    at +=
      10 +
      (hasFooter ? 10 : 0) +
      ((a & 127) << 21) +
      ((b & 127) << 14) +
      ((c & 127) << 7) +
      (d & 127)
  }
  return at
}

/**
 * How many headers of one kind follow each other from `at` on, up to `enough`; a last frame that ends exactly with the data
 * counts as `enough`.
 */
export function chainAt(bytes: Uint8Array, at: number, enough: number): number {
  const first = headerAt(bytes, at)
  let count = 0
  for (let header = first; header && header.kind === first?.kind && count < enough;) {
    count += 1
    at += header.length
    if (at === bytes.length) return enough
    header = headerAt(bytes, at)
  }
  return count
}

/** Layer III, which is what MP3 means; samples look like a header of the others too easily. */
const isLayer3 = (bytes: Uint8Array, at: number) => ((bytes[at + 1] ?? 0) & 0xe6) === 0xe2

/** Bytes of junk that may be before the first frame. */
const SEARCH = 4_096
/** Consecutive headers that samples do not have by chance: at the beginning, and in a search. */
const AT_START = 3
const IN_SEARCH = 5

/**
 * Where the frames of an MP3 begin, and the first of them; null when these bytes are none. After an ID3 tag one frame is
 * enough, of any layer.
 */
export function findMp3(bytes: Uint8Array): { start: number; first: FrameHeader } | null {
  const from = skipId3(bytes)
  for (let at = from; at < Math.min(bytes.length, from + SEARCH); at++) {
    if (bytes[at] !== 0xff || (from === 0 && !isLayer3(bytes, at))) continue
    const needed = from > 0 && at === from ? 1 : at === from ? AT_START : IN_SEARCH
    if (chainAt(bytes, at, needed) < needed) continue
    const first = headerAt(bytes, at)
    if (first) return { start: at, first }
  }
  return null
}

/** Whether these bytes begin as AAC in ADTS frames: two headers in the distance that the first one names. */
export function isAdts(bytes: Uint8Array): boolean {
  const isHeader = (at: number) => bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xf6) === 0xf0
  const from = skipId3(bytes)
  const [c = 0, d = 0, e = 0] = bytes.subarray(from + 3, from + 6)
  const length = ((c & 3) << 11) | (d << 3) | (e >> 5)
  return isHeader(from) && length > 7 && (isHeader(from + length) || from + length === bytes.length)
}
