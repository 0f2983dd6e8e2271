import { isRecord } from '#lib/engines/validation/text/entities/find-entity.ts'
import type { Json } from '#lib/platform/json.ts'

/** What an expected value of a tool may be beside a value: a pattern, a range, or anything at all. */
export type Matcher =
  | { kind: 'any' }
  | { kind: 'matches'; pattern: string }
  | { kind: 'range'; min: number; max: number }

const rangeKeys = new Set(['min', 'max'])
const number = (value: Json | undefined) => (typeof value === 'number' ? value : null)

/**
 * Reads `{ any: true }`, `{ matches: pattern }`, `{ min?, max? }`; null for every other value, objects with other fields
 * beside these included.
 */
export function matcherOf(expected: Json): Matcher | null {
  if (!isRecord(expected)) return null
  const keys = Object.keys(expected)
  if (keys.length === 1 && expected.any === true) return { kind: 'any' }
  if (keys.length === 1 && typeof expected.matches === 'string')
    return { kind: 'matches', pattern: expected.matches }
  if (keys.length === 0 || !keys.every((key) => rangeKeys.has(key))) return null
  const min = expected.min === undefined ? -Infinity : number(expected.min)
  const max = expected.max === undefined ? Infinity : number(expected.max)
  return min === null || max === null ? null : { kind: 'range', min, max }
}
