import type { Decimal } from '#lib/engines/validation/text/tokens/types.ts'

/** Canonical decimal of plain digits with an optional sign and point; null for anything else. */
export function canonicalDecimal(text: string): Decimal | null {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (parts === null) return null
  const whole = (parts[2] ?? '').replace(/^0+(?=\d)/, '')
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  const size = fraction === '' ? whole : `${whole}.${fraction}`
  return parts[1] === '-' && size !== '0' ? `-${size}` : size
}

/** Canonical decimal of scientific notation (`12e3` -> 12000); null beyond 400 places or for anything else. */
export function scientificDecimal(text: string): Decimal | null {
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?e([+-]?\d{1,3})$/i.exec(text)
  if (parts === null) return null
  const fraction = parts[3] ?? ''
  const digits = (parts[2] ?? '') + fraction
  const point = digits.length - fraction.length + Number(parts[4])
  if (Math.abs(point) > 400) return null
  const padded = point <= 0 ? `0.${'0'.repeat(-point)}${digits}` : digits.padEnd(point, '0')
  return canonicalDecimal(
    `${parts[1] ?? ''}${point <= 0 || point >= padded.length ? padded : `${padded.slice(0, point)}.${padded.slice(point)}`}`,
  )
}

/** Exact decimal of a JSON number as JavaScript writes it. */
export function decimalOf(value: number): Decimal {
  const text = String(value)
  return canonicalDecimal(text) ?? scientificDecimal(text) ?? text
}

/** Equal but for rounding in the last places of a double; whole numbers are equal exactly or not at all. */
export function sameDecimal(a: Decimal, b: Decimal): boolean {
  if (a === b) return true
  if (!a.includes('.') && !b.includes('.')) return false
  const [x, y] = [Number(a), Number(b)]
  return Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y))
}
