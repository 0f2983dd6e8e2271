import type { Fault } from '#lib/platform/errors.ts'
import { formatPath } from '#lib/platform/format/faults.ts'

/** How deep and how large a value from outside may be: schemas walk it, some more than once. */
export const foreignLimits = { depth: 64, values: 200_000 }
/** Faults that are told at most. */
const faultLimit = 20

/**
 * Why a text can neither be kept nor compared; null when it can. PostgreSQL stores no U+0000, and half a surrogate pair
 * has no UTF-8.
 */
export function textFault(text: string): string | null {
  if (text.includes('\0')) return 'holds the character U+0000, which cannot be kept'
  if (!text.isWellFormed()) return 'holds half of a surrogate pair, which is not a character'
  return null
}

type Place = { key: string | number; parent: Place | null; depth: number }

/** The place as people write it; characters that could not be shown either are written as escapes. */
function pathOf(place: Place | null): string {
  const keys: (string | number)[] = []
  for (let at = place; at; at = at.parent) keys.unshift(at.key)
  return formatPath(keys)
}

/** What an object holds by key. Server actions also send forms, maps and sets. */
function entriesOf(value: object): Iterable<[string | number, unknown]> {
  if (Array.isArray(value)) return value.entries()
  if (value instanceof FormData) return value.entries()
  if (value instanceof File) return [['name', value.name]]
  if (value instanceof Map)
    return [...value].map(([key, one], index) => [typeof key === 'string' ? key : index, one])
  if (value instanceof Set) return [...value].entries()
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Blob) return []
  return Object.entries(value)
}

/**
 * What keeps a value from outside from being looked at by a schema: texts and keys that cannot be kept, by their place,
 * else that it is nested too deeply or has too many parts. Takes time in proportion to the limits, whatever it is given, also
 * what contains itself.
 */
export function foreignFaults(value: unknown, limits = foreignLimits): Fault[] {
  const faults: Fault[] = []
  const waiting: { value: unknown; place: Place | null }[] = [{ value, place: null }]
  let seen = 0
  for (let next = waiting.pop(); next && faults.length < faultLimit; next = waiting.pop()) {
    const { value: one, place } = next
    if (typeof one === 'string') {
      const message = textFault(one)
      if (message !== null) faults.push({ path: pathOf(place), message })
    }
    if (typeof one !== 'object' || one === null) continue
    const depth = (place?.depth ?? 0) + 1
    if (depth > limits.depth)
      return [{ path: '', message: `is nested more than ${limits.depth} levels deep` }]
    for (const [key, inner] of entriesOf(one)) {
      if (++seen > limits.values)
        return [{ path: '', message: `has more than ${limits.values} parts` }]
      const at: Place = { key, parent: place, depth }
      const message = typeof key === 'string' ? textFault(key) : null
      if (message !== null) faults.push({ path: pathOf(at), message: `has a name that ${message}` })
      else waiting.push({ value: inner, place: at })
    }
  }
  return faults
}
