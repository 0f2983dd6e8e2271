import { isNetworkAddress } from '#lib/engines/validation/text/entities/codes.ts'
import {
  canonicalDecimal,
  decimalOf,
  sameDecimal,
  scientificDecimal,
} from '#lib/engines/validation/text/entities/decimals.ts'
import { isRounding } from '#lib/engines/validation/text/entities/odd-notations.ts'
import {
  right,
  unproven,
  wrong,
  type EntityContext,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import type { Decimal } from '#lib/engines/validation/text/tokens/types.ts'

/** A value that is a figure and nothing else. */
export type Numeral = {
  /** from the language's own reading of `1.500` to the others' */
  readings: Decimal[]
  /** the digits as written, without grouping; null for a JSON number, which has lost them */
  written: string | null
  /** `007`, `02142` */
  leadingZero: boolean
  plus: boolean
  /** `12e3` */
  scientific: boolean
  /** `12,5` where a point is written: a slip, or two numbers */
  foreign: boolean
  /** a JSON number whose digits beyond 2^53 are gone */
  inexact: boolean
}

const separators = new Map<string, { group: string; decimal: string }>()

/** How a locale writes 1234567.5. */
function separatorsOf(language: string): { group: string; decimal: string } {
  let known = separators.get(language)
  if (known === undefined) {
    let parts: Intl.NumberFormatPart[] = []
    try {
      parts = new Intl.NumberFormat(language).formatToParts(1_234_567.5)
    } catch {
      // An unknown tag is read as English.
    }
    const part = (type: string, otherwise: string) =>
      parts
        .find((one) => one.type === type)
        ?.value.replace(/[٫٬’\s]/gu, (sign) =>
          sign === '٫' ? '.' : sign === '٬' ? ',' : sign === '’' ? "'" : ' ',
        ) ?? otherwise
    known = { group: part('group', ','), decimal: part('decimal', '.') }
    if (separators.size < 500) separators.set(language, known)
  }
  return known
}

/** Groups of three, or of two before the last three as in 1,25,000. */
const grouped = (group: string) =>
  new RegExp(`^\\d{1,3}(?:\\${group}\\d{3})+$|^\\d{1,2}(?:\\${group}\\d{2})+\\${group}\\d{3}$`)

function readAs(body: string, group: string, decimal: string): string | null {
  const [whole = '', ...rest] = body.split(decimal)
  const fraction = rest[0]
  if (rest.length > 1 || (fraction !== undefined && !/^\d+$/.test(fraction))) return null
  const digits = /^\d+$/.test(whole)
    ? whole
    : grouped(group).test(whole) && !whole.startsWith('0')
      ? whole.replaceAll(group, '')
      : null
  if (digits === null) return null
  return fraction === undefined ? digits : `${digits}.${fraction}`
}

/** Ways to write with a decimal point, which no language reads otherwise. */
const pointed = [
  [',', '.'],
  [' ', '.'],
  ["'", '.'],
]

/** Reads a plain text (see `plainText`) that is nothing but a figure; null for anything else. */
export function numeralOf(value: string | number, language: string): Numeral | null {
  if (typeof value === 'number') {
    const inexact = Number.isInteger(value) && !Number.isSafeInteger(value)
    const decimal = decimalOf(value)
    const plain = {
      written: null,
      leadingZero: false,
      plus: false,
      scientific: false,
      foreign: false,
    }
    return { ...plain, readings: [decimal], inexact }
  }
  const parts = /^([+-]?) ?(\d[\d.,' ]*)$/.exec(value)
  const scientific = scientificDecimal(value)
  if (scientific !== null)
    return {
      ...{ readings: [scientific], written: value, leadingZero: false, plus: false },
      ...{ scientific: true, foreign: false, inexact: false },
    }
  if (parts === null || !/\d$/.test(value) || isNetworkAddress(value)) return null
  const body = parts[2] ?? ''
  const { group, decimal } = separatorsOf(language)
  const ways: [string, string][] = [
    [group, decimal],
    [',', '.'],
    ['.', ','],
    [' ', ','],
    [' ', '.'],
    ["'", '.'],
  ]
  const found = ways.flatMap(([of, at]) => readAs(body, of, at) ?? [])
  const written = found[0]
  if (written === undefined) return null
  const sign = parts[1] === '-' ? '-' : ''
  return {
    readings: [...new Set(found.map((text) => canonicalDecimal(sign + text) ?? text))],
    written: sign + written,
    leadingZero: /^0\d/.test(written),
    plus: parts[1] === '+',
    // What machines and other English writers write is read everywhere.
    foreign: [[group, decimal], ...pointed].every(
      ([of = '', at = '']) => readAs(body, of, at) === null,
    ),
    ...{ scientific: false, inexact: false },
  }
}

const codeName =
  /(?:^|[^a-z])(?:version|release|code|id|sku|ref(?:erence)?|serial|build|model)(?:$|[^a-z])/i
const amountName =
  /amount|price|total|cost|sum|quantity|temperature|rating|weight|balance|count|rate|size|length|distance|percent|betrag|preis|menge|montant|prix|precio|importe|cantidad|importo|prezzo/i

/** `1.10` against `1.1`: one price, two versions. */
function trailingZeros(a: Numeral, b: Numeral, name = ''): EntityMatch {
  const words = name.replace(/([a-z])([A-Z])/g, '$1_$2')
  const isCode = codeName.test(words)
  const onlyZeros = [a, b].some(({ written }) => written !== null && !written.includes('.'))
  if (!isCode && (amountName.test(words) || onlyZeros)) return right('the same number')
  if (isCode && !onlyZeros && a.written !== null && b.written !== null)
    return wrong('another code: a version is compared as text')
  return unproven('the same number, but not as a version or code', 0.7)
}

function zeroMatch(expected: Numeral, actual: Numeral, same: boolean): EntityMatch {
  if (expected.written !== null && expected.written === actual.written) return right('equal')
  if (same && expected.written === null)
    return unproven('the value has zeros before the number', 0.5)
  return wrong('another code: leading zeros count')
}

/** Compares two figures; `1.500` is read by the language first. */
export function compareNumerals(
  expected: Numeral,
  actual: Numeral,
  { name }: EntityContext,
): EntityMatch {
  const [a] = expected.readings
  const [b] = actual.readings
  const bothWritten = expected.written !== null && actual.written !== null
  const same = a !== undefined && b !== undefined && (bothWritten ? a === b : sameDecimal(a, b))
  if (expected.inexact || actual.inexact) {
    if (Number(a) !== Number(b)) return wrong('another number')
    return unproven('a JSON number of more than 15 digits has lost its last ones', 0.8)
  }
  if (expected.leadingZero || actual.leadingZero) return zeroMatch(expected, actual, same)
  const meet = expected.readings.some((one) =>
    actual.readings.some((other) => sameDecimal(one, other)),
  )
  if (!same)
    return meet
      ? unproven('equal only if the point is read otherwise', 0.5)
      : isRounding(a ?? '', b ?? '')
        ? unproven('the same number, rounded', 0.6)
        : wrong('another number')
  if (expected.foreign !== actual.foreign)
    return unproven('equal if the comma is a decimal point', 0.6)
  if (expected.scientific !== actual.scientific)
    return unproven('the same number in scientific notation, or a code', 0.5)
  if (expected.plus !== actual.plus && bothWritten)
    return unproven('the same number, with a plus on one side only', 0.7)
  const fraction = ({ written }: Numeral) => written?.split('.')[1]
  const zeros = [expected, actual].some((one) => fraction(one)?.endsWith('0') === true)
  if (zeros && fraction(expected) !== fraction(actual)) {
    if (!bothWritten && !codeName.test(name ?? '')) return right('the same number')
    return trailingZeros(expected, actual, name)
  }
  return right('the same number')
}
