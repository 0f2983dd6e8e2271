import type { Moment } from '#lib/engines/validation/text/entities/moment.ts'
import { unproven, type EntityMatch } from '#lib/engines/validation/text/entities/types.ts'

/** Value of `1/2`, `2 1/2`, `1k`, `1.5M`; null for anything else. */
function shortFigure(text: string): number | null {
  const fraction = /^(-?)(?:(\d{1,9}) )?(\d{1,9})\/(\d{1,9})$/.exec(text)
  if (fraction !== null) {
    const [, sign, whole = '0', above = '0', below = '1'] = fraction
    const size = Number(whole) + Number(above) / Number(below)
    return sign === '-' ? -size : size
  }
  const scaled = /^(-?\d{1,9}(?:\.\d+)?) ?([kmb])$/i.exec(text)
  if (scaled === null) return null
  const factor = { k: 1e3, m: 1e6, b: 1e9 }[(scaled[2] ?? 'k').toLowerCase()]
  return Number(scaled[1]) * (factor ?? NaN)
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))

/** A figure in a short notation that may also be a date, a code or a fraction; null unless it may be the other figure. */
export function shortFigureMatch(
  expected: string | number,
  actual: string | number,
): EntityMatch | null {
  const read = (value: string | number) => (typeof value === 'number' ? null : shortFigure(value))
  const plain = (value: string | number) =>
    typeof value === 'number' || /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : null
  const [a, b] = [read(expected), read(actual)]
  const figure = a ?? b
  const other = (a === null ? plain(expected) : null) ?? plain(actual) ?? (a === null ? null : b)
  return figure !== null && other !== null && near(figure, other)
    ? unproven('the same figure in another notation', 0.7)
    : null
}

/** Whether a clock-like text (`1:30`, `01:30:00`) may be a duration of so many seconds. */
export function clockMayLast(text: string, seconds: number): boolean {
  const parts = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (parts === null) return false
  const [a, b] = [Number(parts[1]), Number(parts[2])]
  if (parts[3] !== undefined) return a * 3_600 + b * 60 + Number(parts[3]) === seconds
  return a * 3_600 + b * 60 === seconds || a * 60 + b === seconds
}

/** Whether a bare figure may stand for a day: seconds or ms since 1970, or 20250503. */
export function figureMayBeDay(figure: number, { days }: Moment): boolean {
  if (figure >= 1e9) return true
  return (
    days?.some(
      ({ year, month, day }) =>
        year !== null &&
        month !== null &&
        day !== null &&
        figure === year * 10_000 + month * 100 + day,
    ) === true
  )
}
