import type { Json } from '#lib/engines/connectors/types.ts'

// ES2026 names that TypeScript's ES2024 library does not declare; Node 24 has them.
declare global {
  interface JSON {
    rawJSON(text: string): RawNumber
    isRawJSON(value: unknown): value is RawNumber
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown
  }
}

/** A number whose exact digits a double cannot hold; `JSON.stringify` writes them unchanged. */
type RawNumber = { readonly rawJSON: string }

/** Cheap test for text that may hold such a number: most does not, and is parsed at full speed. */
const suspicious = /[\d.]{16}|\d[eE]\+?\d{3}/

function keepDigits(_key: string, value: unknown, context: { source?: string }): unknown {
  const { source } = context
  if (typeof value !== 'number' || source === undefined) return value
  if (Number.isSafeInteger(value)) return value
  const exact = Number.isFinite(value) && (source.length <= 15 || String(value) === source)
  return exact ? value : JSON.rawJSON(source)
}

/** `JSON.parse` that keeps every digit: `JSON.stringify` of the result writes the numbers as they came. */
export function parseLossless(text: string): unknown {
  return suspicious.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
}

/** The nearest double will do for a fraction; an id must keep its digits. */
function viewOf(digits: string): number | string {
  const nearest = Number(digits)
  return /^-?\d+$/.test(digits) || !Number.isFinite(nearest) ? digits : nearest
}

/** Whether a view would be equal: nearly every answer, and asking costs less than a copy. */
function isPlain(value: unknown): value is Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return true
  if (typeof value !== 'object' || JSON.isRawJSON(value)) return false
  return Array.isArray(value) ? value.every(isPlain) : Object.values(value).every(isPlain)
}

/** A view of a parsed value in which integers beyond 2^53 are strings of their digits; not always a copy. */
export function toJson(value: unknown): Json {
  if (isPlain(value)) return value
  if (value === null || typeof value !== 'object') return null
  if (JSON.isRawJSON(value)) return viewOf(value.rawJSON)
  if (Array.isArray(value)) return value.map(toJson)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]))
}
