import { ilog, type VorbisBits } from '#lib/engines/speech/decode/vorbis/vorbis-bits.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** A Huffman code, and the vectors that its entries stand for (Vorbis I, 3). */
export type Codebook = {
  dimensions: number
  /** The next entry; -1 at the end of the packet or for a code that there is not. */
  decode(bits: VorbisBits): number
  /** `dimensions` values for each entry; null for a book of scalars. */
  vectors: Float32Array | null
}

/** Real books have some thousand entries each; more would only fill memory. */
const MAX_ENTRIES = 1 << 17

/** Entries and values that all books of a stream may have together; each book takes its part. */
export class CodebookBudget {
  #entries = 1 << 19
  #values = 1 << 22

  take(entries: number, values: number): void {
    this.#entries -= entries
    this.#values -= values
    if (this.#entries < 0 || this.#values < 0) throw damaged('codebooks that are too large')
  }
}

const damaged = (what: string) => new UnreadableAudioError(`The Vorbis header is damaged: ${what}`)

/** Code lengths by entry; 0 for one that is not used. */
function readLengths(bits: VorbisBits, entries: number): Uint8Array {
  const lengths = new Uint8Array(entries)
  if (bits.flag()) {
    let length = bits.read(5) + 1
    for (let entry = 0; entry < entries; length++) {
      const count = bits.read(ilog(entries - entry))
      if (length > 32 || entry + count > entries || bits.over) throw damaged('code lengths')
      lengths.fill(length, entry, entry + count)
      entry += count
    }
    return lengths
  }
  const sparse = bits.flag()
  for (let entry = 0; entry < entries; entry++) {
    if (bits.over) throw damaged('code lengths')
    if (!sparse || bits.flag()) lengths[entry] = bits.read(5) + 1
  }
  return lengths
}

/** Codes by entry: each takes the lowest free code of its length (Vorbis I, 3.2.1; after libvorbis). */
function codesOf(lengths: Uint8Array): Uint32Array {
  const codes = new Uint32Array(lengths.length)
  const free = new Uint32Array(33)
  for (const [entry, length] of lengths.entries()) {
    if (length === 0) continue
    let code = free[length] ?? 0
    if (length < 32 && code >>> length !== 0) throw damaged('too many codes')
    codes[entry] = code
    for (let at = length; at > 0; at--) {
      const value = free[at] ?? 0
      if (value & 1) {
        free[at] = at === 1 ? value + 1 : (free[at - 1] ?? 0) << 1
        break
      }
      free[at] = value + 1
    }
    for (let at = length + 1; at < 33; at++) {
      const value = free[at] ?? 0
      if (value >>> 1 !== code) break
      code = value
      free[at] = (free[at - 1] ?? 0) << 1
    }
  }
  return codes
}

/** Two links for each node: to a node, or to entry n as ~n; 0 leads nowhere. */
function treeOf(lengths: Uint8Array, codes: Uint32Array): number[] {
  const links = [0, 0]
  const used = lengths.reduce((count, length) => count + Math.sign(length), 0)
  for (const [entry, length] of lengths.entries()) {
    // A book of a single entry: whatever the bit says, it is meant.
    if (used === 1 && length === 1) links.fill(~entry)
    let node = 0
    for (let bit = length - 1; bit >= 0; bit--) {
      const slot = node * 2 + (((codes[entry] ?? 0) >>> bit) & 1)
      if (bit === 0) links[slot] = ~entry
      else {
        if ((links[slot] ?? 0) <= 0) {
          links[slot] = links.length / 2
          links.push(0, 0)
        }
        node = links[slot] ?? 0
      }
      if (links.length > 4 * MAX_ENTRIES) throw damaged('too many codes')
    }
  }
  return links
}

/** A number of 32 bits: 21 of mantissa, 10 of exponent, a sign (Vorbis I, 9.2.2). */
function readFloat(bits: VorbisBits): number {
  const word = bits.read(32)
  const mantissa = word % 2 ** 21
  const exponent = Math.floor(word / 2 ** 21) % 1_024
  return (word >= 2 ** 31 ? -mantissa : mantissa) * 2 ** (exponent - 788)
}

/** The largest number whose power of `dimensions` is at most `entries` (Vorbis I, 9.2.3). */
function valuesOfLattice(entries: number, dimensions: number): number {
  let count = Math.floor(entries ** (1 / dimensions))
  while ((count + 1) ** dimensions <= entries) count++
  while (count ** dimensions > entries) count--
  return count
}

function readVectors(
  bits: VorbisBits,
  entries: number,
  dimensions: number,
  budget: CodebookBudget,
): Float32Array | null {
  const type = bits.read(4)
  if (type === 0) return null
  if (type > 2) throw damaged('an unknown codebook')
  const least = readFloat(bits)
  const step = readFloat(bits)
  const width = bits.read(4) + 1
  const sums = bits.flag()
  budget.take(0, entries * dimensions)
  const count = type === 1 ? valuesOfLattice(entries, dimensions) : entries * dimensions
  const factors = Array.from({ length: count }, () => bits.read(width))
  const vectors = new Float32Array(entries * dimensions)
  for (let entry = 0; entry < entries; entry++) {
    let last = 0
    let divisor = 1
    for (let at = 0; at < dimensions; at++) {
      const index = type === 1 ? Math.floor(entry / divisor) % count : entry * dimensions + at
      const value = (factors[index] ?? 0) * step + least + last
      vectors[entry * dimensions + at] = value
      if (sums) last = value
      divisor *= count
    }
  }
  return vectors
}

/** Reads one codebook of the setup header. Throws `UnreadableAudioError`. */
export function readCodebook(bits: VorbisBits, budget: CodebookBudget): Codebook {
  if (bits.read(24) !== 0x564342) throw damaged('no codebook where one should be')
  const dimensions = bits.read(16)
  const entries = bits.read(24)
  if (entries > MAX_ENTRIES || dimensions === 0) throw damaged('a codebook that is too large')
  budget.take(entries, 0)
  const lengths = readLengths(bits, entries)
  const links = Int32Array.from(treeOf(lengths, codesOf(lengths)))
  const vectors = readVectors(bits, entries, dimensions, budget)
  const decode = (packet: VorbisBits) => {
    for (let node = 0; ;) {
      const next = links[node * 2 + packet.read(1)] ?? 0
      if (packet.over || next === 0) return -1
      if (next < 0) return ~next
      node = next
    }
  }
  return { dimensions, decode, vectors }
}
