import type { Decimal } from '#lib/engines/validation/text/tokens/types.ts'

/** Integer and how many of its digits stand behind the point. */
type Scaled = { digits: bigint; places: number }

const form = /^[+-]?\d+(?:\.\d*)?$/

function scaled(value: Decimal): Scaled {
  const point = value.indexOf('.')
  if (point < 0) return { digits: BigInt(value), places: 0 }
  return {
    digits: BigInt(value.slice(0, point) + value.slice(point + 1)),
    places: value.length - point - 1,
  }
}

function written({ digits, places }: Scaled): Decimal {
  const negative = digits < 0n
  const text = (negative ? -digits : digits).toString().padStart(places + 1, '0')
  const whole = text.slice(0, text.length - places)
  const fraction = text.slice(text.length - places).replace(/0+$/, '')
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** Canonical form of a plain decimal (`007.50` -> `7.5`, `-0` -> `0`); null for anything else. */
export function decimal(text: string): Decimal | null {
  if (!form.test(text)) return null
  const plain = text.startsWith('+') ? text.slice(1) : text
  return /^(?:0|[1-9]\d*)$/.test(plain)
    ? plain
    : written(scaled(plain.replace(/^(-?)(?=\.)/, '$10')))
}

/** Exact sum. */
export function add(a: Decimal, b: Decimal): Decimal {
  const left = scaled(a)
  const right = scaled(b)
  const places = Math.max(left.places, right.places)
  const lift = ({ digits, places: own }: Scaled) => digits * 10n ** BigInt(places - own)
  return written({ digits: lift(left) + lift(right), places })
}

/** Exact product. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  if (b === '1') return a
  const left = scaled(a)
  const right = scaled(b)
  return written({ digits: left.digits * right.digits, places: left.places + right.places })
}

/** `-` before or removed; zero has no sign. */
export function negate(value: Decimal): Decimal {
  return value === '0' ? value : value.startsWith('-') ? value.slice(1) : `-${value}`
}

/** -1, 0 or 1 as `a` is smaller than, equal to or greater than `b`. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const difference = add(a, negate(b))
  return difference === '0' ? 0 : difference.startsWith('-') ? -1 : 1
}

/** Whether it is a whole number. */
export function isWhole(value: Decimal): boolean {
  return !value.includes('.')
}
