import type { Codebook } from '#lib/engines/speech/decode/vorbis/codebook.ts'
import type { VorbisBits } from '#lib/engines/speech/decode/vorbis/vorbis-bits.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** What is left of the spectrum over its floor (Vorbis I, 8). */
export type Residue = {
  type: number
  begin: number
  end: number
  partitionSize: number
  classifications: number
  classBook: number
  /** book of each classification in each of eight passes; -1 for none */
  books: number[][]
}

const damaged = (what: string) => new UnreadableAudioError(`The Vorbis header is damaged: ${what}`)

/** Reads a residue of the setup header. Throws `UnreadableAudioError`. */
export function readResidue(bits: VorbisBits, books: Codebook[]): Residue {
  const type = bits.read(16)
  if (type > 2) throw damaged('an unknown residue')
  const begin = bits.read(24)
  const end = bits.read(24)
  const partitionSize = bits.read(24) + 1
  const classifications = bits.read(6) + 1
  const classBook = bits.read(8)
  const cascades = Array.from({ length: classifications }, () => {
    const low = bits.read(3)
    return bits.flag() ? bits.read(5) * 8 + low : low
  })
  const own = cascades.map((cascade) =>
    Array.from({ length: 8 }, (_, pass) => (cascade & (1 << pass) ? bits.read(8) : -1)),
  )
  const named = [classBook, ...own.flat()].filter((book) => book >= 0)
  if (named.some((book) => book >= books.length)) throw damaged('no such codebook')
  if (own.flat().some((book) => book >= 0 && !books[book]?.vectors))
    throw damaged('a codebook without vectors')
  return { type, begin, end, partitionSize, classifications, classBook, books: own }
}

/** Adds one partition to `vector` from `at` on; false at the end of the packet. */
function addPartition(
  { type, partitionSize }: Residue,
  book: Codebook,
  bits: VorbisBits,
  vector: Float32Array,
  at: number,
): boolean {
  const { dimensions, vectors } = book
  const steps = Math.floor(partitionSize / dimensions)
  for (let step = 0; step < steps; step++) {
    const entry = book.decode(bits)
    if (entry < 0) return false
    for (let k = 0; k < dimensions; k++) {
      const place = type === 0 ? at + step + k * steps : at + step * dimensions + k
      vector[place] = (vector[place] ?? 0) + (vectors?.[entry * dimensions + k] ?? 0)
    }
  }
  return true
}

/** The classifications that one entry of the class book stands for. */
function unpackClasses(
  { classifications }: Residue,
  entry: number,
  into: Uint8Array,
  at: number,
  words: number,
): void {
  let rest = entry
  for (let word = words - 1; word >= 0; word--) {
    if (at + word < into.length) into[at + word] = rest % classifications
    rest = Math.floor(rest / classifications)
  }
}

/** Decodes into each vector that `uses` names, as far as the packet goes. */
function decodeVectors(
  residue: Residue,
  bits: VorbisBits,
  books: Codebook[],
  vectors: Float32Array[],
  uses: boolean[],
): void {
  const size = vectors[0]?.length ?? 0
  const begin = Math.min(residue.begin, size)
  const count = Math.floor((Math.min(residue.end, size) - begin) / residue.partitionSize)
  const classBook = books[residue.classBook]
  if (!classBook || count <= 0) return
  const words = classBook.dimensions
  const classes = vectors.map(() => new Uint8Array(count))
  for (let pass = 0; pass < 8; pass++)
    for (let first = 0; first < count; first += words) {
      if (pass === 0)
        for (const [channel, own] of classes.entries()) {
          if (!uses[channel]) continue
          const entry = classBook.decode(bits)
          if (entry < 0) return
          unpackClasses(residue, entry, own, first, words)
        }
      const end = Math.min(count, first + words)
      for (let partition = first; partition < end; partition++)
        for (const [channel, vector] of vectors.entries()) {
          if (!uses[channel]) continue
          const book = books[residue.books[classes[channel]?.[partition] ?? 0]?.[pass] ?? -1]
          const at = begin + partition * residue.partitionSize
          if (book && !addPartition(residue, book, bits, vector, at)) return
        }
    }
}

/** The residue of each channel, `size` frequencies; `uses` is false for a channel that is silent. */
export function decodeResidue(
  residue: Residue,
  bits: VorbisBits,
  books: Codebook[],
  uses: boolean[],
  size: number,
): Float32Array[] {
  const channels = uses.length
  if (residue.type < 2) {
    const vectors = uses.map(() => new Float32Array(size))
    decodeVectors(residue, bits, books, vectors, uses)
    return vectors
  }
  // Type 2: the channels alternate in one vector, which is coded when any of them is heard.
  const joined = new Float32Array(size * channels)
  if (uses.some(Boolean)) decodeVectors(residue, bits, books, [joined], [true])
  return uses.map((_, channel) => {
    const vector = new Float32Array(size)
    for (let at = 0; at < size; at++) vector[at] = joined[at * channels + channel] ?? 0
    return vector
  })
}
