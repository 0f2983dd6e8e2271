import type { Codebook } from '#lib/engines/speech/decode/vorbis/codebook.ts'
import { ilog, type VorbisBits } from '#lib/engines/speech/decode/vorbis/vorbis-bits.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

type FloorClass = { dimensions: number; subclassBits: number; master: number; books: number[] }

/** Floor of type 1: a spectral envelope of lines between points (Vorbis I, 7). */
export type Floor = {
  partitions: FloorClass[]
  multiplier: number
  /** places of the points, in the order of the packet */
  places: number[]
  /** indices into `places`, from low to high */
  sorted: number[]
  /** for each point from the third on: its nearest neighbours among those before it */
  neighbours: { low: number; high: number }[]
}

const ranges = [256, 128, 86, 64]
/** The values of a floor, from 140 dB below full scale to full scale (Vorbis I, 10.1). */
const levels = Float32Array.from({ length: 256 }, (_, step) => 10 ** (7 * ((step + 1) / 256 - 1)))

const damaged = (what: string) => new UnreadableAudioError(`The Vorbis header is damaged: ${what}`)

function readClass(bits: VorbisBits, books: number): FloorClass {
  const dimensions = bits.read(3) + 1
  const subclassBits = bits.read(2)
  const master = subclassBits > 0 ? bits.read(8) : 0
  const own = Array.from({ length: 1 << subclassBits }, () => bits.read(8) - 1)
  if (master >= books || own.some((book) => book >= books)) throw damaged('no such codebook')
  return { dimensions, subclassBits, master, books: own }
}

function neighboursOf(places: number[], index: number): { low: number; high: number } {
  const own = places[index] ?? 0
  let low = 0
  let high = 1
  for (let at = 0; at < index; at++) {
    const place = places[at] ?? 0
    if (place < own && place > (places[low] ?? 0)) low = at
    if (place > own && place < (places[high] ?? 0)) high = at
  }
  return { low, high }
}

/** Reads a floor of the setup header. Throws `UnreadableAudioError`. */
export function readFloor(bits: VorbisBits, books: number): Floor {
  if (bits.read(16) !== 1)
    throw new UnreadableAudioError(
      'The Vorbis stream is of a kind from before 2002 (floor 0), which is not read: encode it again',
    )
  const classes = Array.from({ length: bits.read(5) }, () => bits.read(4))
  const kinds = Array.from({ length: Math.max(-1, ...classes) + 1 }, () => readClass(bits, books))
  const multiplier = bits.read(2) + 1
  const rangeBits = bits.read(4)
  const places = [0, 1 << rangeBits]
  const partitions = classes.flatMap((kind) => kinds[kind] ?? [])
  for (const { dimensions } of partitions)
    for (let point = 0; point < dimensions; point++) places.push(bits.read(rangeBits))
  const sorted = places.map((_, index) => index)
  sorted.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0))
  const neighbours = places.slice(2).map((_, index) => neighboursOf(places, index + 2))
  return { partitions, multiplier, places, sorted, neighbours }
}

/** The points of a floor as the packet has them; null when the channel is silent in this block. */
function readPoints(floor: Floor, bits: VorbisBits, books: Codebook[]): number[] | null {
  if (!bits.flag()) return null
  const width = ilog((ranges[floor.multiplier - 1] ?? 0) - 1)
  const points = [bits.read(width), bits.read(width)]
  for (const { dimensions, subclassBits, master, books: own } of floor.partitions) {
    let choice = subclassBits > 0 ? (books[master]?.decode(bits) ?? -1) : 0
    if (choice < 0) return null
    for (let point = 0; point < dimensions; point++) {
      const book = own[choice & ((1 << subclassBits) - 1)] ?? -1
      choice >>= subclassBits
      const value = book < 0 ? 0 : (books[book]?.decode(bits) ?? -1)
      if (value < 0) return null
      points.push(value)
    }
  }
  return bits.over ? null : points
}

function pointOnLine(x0: number, y0: number, x1: number, y1: number, x: number): number {
  const rise = Math.floor((Math.abs(y1 - y0) * (x - x0)) / (x1 - x0))
  return y1 < y0 ? y0 - rise : y0 + rise
}

/** Height of a point from its coded difference to the line between its neighbours. */
function heightOf(value: number, predicted: number, range: number): number {
  const above = range - predicted
  const below = predicted
  if (value >= 2 * Math.min(above, below))
    return above > below ? value - below + predicted : predicted - value + above - 1
  return value % 2 === 1 ? predicted - (value + 1) / 2 : predicted + value / 2
}

/** Heights of all points, with null for those that do not count (Vorbis I, 7.2.4, step 1). */
function heightsOf(floor: Floor, points: number[]): (number | null)[] {
  const range = ranges[floor.multiplier - 1] ?? 0
  const heights = points.slice()
  const counts = points.map((_, index) => index < 2)
  for (const [at, { low, high }] of floor.neighbours.entries()) {
    const index = at + 2
    const [x0 = 0, x1 = 1] = [floor.places[low], floor.places[high]]
    const place = floor.places[index] ?? 0
    const predicted = pointOnLine(x0, heights[low] ?? 0, x1, heights[high] ?? 0, place)
    const value = points[index] ?? 0
    heights[index] = value === 0 ? predicted : heightOf(value, predicted, range)
    if (value !== 0) counts[low] = counts[high] = counts[index] = true
  }
  return heights.map((height, index) => (counts[index] ? height : null))
}

/** Draws a line with the integer steps that the standard prescribes (9.2.7). */
function drawLine(curve: Float32Array, from: [number, number], to: [number, number]): void {
  const [x0, y0] = from
  const [x1, y1] = to
  const width = x1 - x0
  if (width <= 0) return
  const base = Math.trunc((y1 - y0) / width)
  const rest = Math.abs(y1 - y0) - Math.abs(base) * width
  const step = y1 < y0 ? base - 1 : base + 1
  let error = 0
  let y = y0
  const end = Math.min(x1, curve.length)
  for (let x = x0; x < end; x++) {
    if (x > x0) {
      error += rest
      if (error >= width) {
        error -= width
        y += step
      } else y += base
    }
    curve[x] = levels[Math.min(255, Math.max(0, y))] ?? 0
  }
}

/** The envelope of `size` frequencies; null when the channel is silent in this block. */
export function decodeFloor(
  floor: Floor,
  bits: VorbisBits,
  books: Codebook[],
  size: number,
): Float32Array | null {
  const points = readPoints(floor, bits, books)
  if (!points) return null
  const heights = heightsOf(floor, points)
  const curve = new Float32Array(size)
  let last: [number, number] = [0, (heights[0] ?? 0) * floor.multiplier]
  for (const index of floor.sorted.slice(1)) {
    const height = heights[index]
    if (height === null || height === undefined) continue
    const next: [number, number] = [floor.places[index] ?? 0, height * floor.multiplier]
    drawLine(curve, last, next)
    last = next
  }
  drawLine(curve, last, [size, last[1]])
  return curve
}
