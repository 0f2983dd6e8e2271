import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** An element of EBML (RFC 8794); `start` and `end` are those of its content. */
export type Element = { id: number; start: number; end: number }

/** A number of variable length at `at`: -1 is the size "unknown". `isId` keeps its marker. Null beyond the end. */
export function readVint(
  bytes: Uint8Array,
  at: number,
  isId = false,
): { value: number; length: number } | null {
  const first = bytes[at]
  if (first === undefined || first === 0) return null
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return null
  const mask = 0xff >> length
  let value = isId ? first : first & mask
  let isUnknown = (first & mask) === mask
  for (let k = 1; k < length; k++) {
    const byte = bytes[at + k] ?? 0
    isUnknown &&= byte === 0xff
    value = value * 256 + byte
  }
  return { value: isUnknown && !isId ? -1 : value, length }
}

/**
 * The elements between `from` and `to` in their order, and after each one whose id is among `opened` those in it: an
 * element of unknown size ends where its next sibling begins. Stops where the data do, and at what is no element.
 */
export function* elementsOf(
  bytes: Uint8Array,
  from: number,
  to: number,
  opened: ReadonlySet<number> = new Set(),
): Generator<Element> {
  for (let at = from; at < to;) {
    const id = readVint(bytes, at, true)
    const size = id && readVint(bytes, at + id.length)
    if (!id || !size || id.length > 4) return
    const start = at + id.length + size.length
    const end = size.value < 0 ? to : Math.min(to, start + size.value)
    yield { id: id.value, start, end }
    at = opened.has(id.value) ? start : end
  }
}

/** An unsigned number that fills an element. */
export function unsignedOf(bytes: Uint8Array, { start, end }: Element): number {
  let value = 0
  for (let at = start; at < Math.min(end, start + 8); at++) value = value * 256 + (bytes[at] ?? 0)
  return value
}

/** The sizes of the frames in a block by its kind of lacing (RFC 9559, 10.3): none, Xiph, fixed or EBML. */
export function laceSizes(bytes: Uint8Array, from: number, to: number, lacing: number) {
  if (lacing === 0) return { at: from, sizes: [to - from] }
  const count = (bytes[from] ?? 0) + 1
  let at = from + 1
  if (lacing === 2) return { at, sizes: Array<number>(count).fill(Math.floor((to - at) / count)) }
  const sizes: number[] = []
  while (sizes.length < count - 1) {
    let size = 0
    if (lacing === 1) {
      let byte = 255
      while (byte === 255 && at < to) size += byte = bytes[at++] ?? 0
    } else {
      const coded = readVint(bytes, at)
      if (!coded) break
      at += coded.length
      // After the first one, differences: the middle of the range is zero.
      const last = sizes.at(-1)
      size =
        last === undefined ? coded.value : last + coded.value - (2 ** (7 * coded.length - 1) - 1)
    }
    sizes.push(size)
  }
  sizes.push(to - at - sizes.reduce((sum, size) => sum + size, 0))
  if (sizes.some((size) => size < 0))
    throw new UnreadableAudioError('A block of the WebM file is damaged')
  return { at, sizes }
}
