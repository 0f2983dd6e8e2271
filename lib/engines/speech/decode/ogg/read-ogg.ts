import type { SampleSink } from '#lib/engines/speech/decode/sample-sink.ts'

/** A packet of one logical stream (RFC 3533). */
export type OggPacket = {
  bytes: Uint8Array
  serial: number
  /** the first of its stream */
  first: boolean
  /** position of its page when it is the last one that ends there, in samples; else null */
  granule: number | null
  /** the page says that the stream ends with it */
  last: boolean
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

/** CRC-32 of a page whose own checksum, at byte 22, counts as zeros. */
function checksumOf(page: Uint8Array): number {
  let value = 0
  for (let at = 0; at < page.length; at++) {
    const byte = at >= 22 && at < 26 ? 0 : (page[at] ?? 0)
    value = (value << 8) ^ (table[(value >>> 24) ^ byte] ?? 0)
  }
  return value >>> 0
}

type Page = {
  flags: number
  granule: bigint
  serial: number
  segments: Uint8Array
  body: Uint8Array
}

/** The page at `at`, and where it ends; null when there is none, or one that is cut off or damaged. */
function readPage(bytes: Uint8Array, at: number): { page: Page; end: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (at + 27 > bytes.length || view.getUint32(at) !== 0x4f676753 || bytes[at + 4] !== 0)
    return null
  const start = at + 27 + (bytes[at + 26] ?? 0)
  const segments = bytes.subarray(at + 27, start)
  const end = start + segments.reduce((sum, length) => sum + length, 0)
  if (end > bytes.length) return null
  if (checksumOf(bytes.subarray(at, end)) !== view.getUint32(at + 22, true)) return null
  const page = {
    ...{ flags: bytes[at + 5] ?? 0, granule: view.getBigInt64(at + 6, true) },
    ...{ serial: view.getUint32(at + 14, true), segments, body: bytes.subarray(start, end) },
  }
  return { page, end }
}

/** The pieces of a page: `ends` is false for one that goes on in the next page. */
function piecesOf({ segments, body }: Page): { bytes: Uint8Array; ends: boolean }[] {
  const pieces: { bytes: Uint8Array; ends: boolean }[] = []
  let from = 0
  let to = 0
  for (const [index, length] of segments.entries()) {
    to += length
    const ends = length < 255
    if (!ends && index + 1 < segments.length) continue
    pieces.push({ bytes: body.subarray(from, to), ends })
    from = to
  }
  return pieces
}

/** Packets that are no longer than this; a larger one is no audio. */
const MAX_PACKET = 4_000_000

/** Joins the pieces of packets that go over pages. */
class Streams {
  readonly #open = new Map<number, Uint8Array[]>()

  /** The packets that end on a page. */
  packets(page: Page): OggPacket[] {
    const { serial, flags, granule } = page
    const packets: OggPacket[] = []
    const pieces = piecesOf(page)
    const lastEnd = pieces.findLastIndex(({ ends }) => ends)
    const begun = this.#open.get(serial) ?? []
    this.#open.delete(serial)
    for (const [index, { bytes, ends }] of pieces.entries()) {
      const continues = index === 0 && (flags & 1) === 1
      // The beginning was on a page that is lost.
      if (continues && begun.length === 0) continue
      const parts = continues ? [...begun, bytes] : [bytes]
      if (!ends) {
        if (parts.reduce((sum, part) => sum + part.length, 0) < MAX_PACKET)
          this.#open.set(serial, parts)
        continue
      }
      const isLast = index === lastEnd
      packets.push({
        ...{ bytes: parts.length === 1 ? bytes : Buffer.concat(parts), serial },
        first: (flags & 2) === 2 && index === 0,
        granule: isLast && granule >= 0n ? Number(granule) : null,
        last: isLast && (flags & 4) === 4,
      })
    }
    return packets
  }
}

/** The packets of an Ogg file in their order. Damaged pages are left out, with a warning. */
export function* readOgg(bytes: Uint8Array, sink?: SampleSink): Generator<OggPacket> {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const streams = new Streams()
  for (let at = 0; at >= 0 && at < source.length;) {
    sink?.checkTime()
    const read = readPage(source, at)
    if (read) {
      yield* streams.packets(read.page)
      at = read.end
      continue
    }
    const next = source.indexOf('OggS', at + 1, 'latin1')
    sink?.warn(
      next < 0
        ? 'The Ogg stream is cut off in the middle of a page'
        : 'Some pages of the Ogg stream are damaged and were left out',
    )
    at = next
  }
}
