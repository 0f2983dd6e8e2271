import type { Token, TypedKind, TypedValue } from '#lib/engines/validation/text/tokens/types.ts'
import { valueText } from '#lib/engines/validation/text/tokens/value-text.ts'

export type Relation = 'same' | 'unclear' | 'different'
type DateValue = Extract<TypedValue, { type: 'date' }>
type TimeValue = Extract<TypedValue, { type: 'time' }>

/** Currencies that share a sign or a name: $20 may be meant as another dollar. `DIN` and `LIR` name no country. */
const sharing = [
  'USD CAD AUD NZD HKD SGD MXN TWD',
  'JPY CNY',
  'SEK NOK DKK ISK CZK',
  'DIN RSD KWD JOD BHD IQD TND DZD LYD MKD',
  'LIR TRY LBP SYP ITL',
  'CHF XOF XAF XPF',
  'MXN ARS COP CLP UYU DOP CUP PHP',
  'SAR QAR OMR YER IRR',
  'AED MAD',
  'GBP EGP LBP SYP',
  'INR PKR LKR NPR',
].map((list) => new Set(list.split(' ')))

/** Kinds that both tokens may be. */
function kindsOf(token: Token): Set<TypedKind> {
  return new Set(token.readings.map((value) => value.type))
}

/** Whether the tokens can be compared by value: words with words, values that have a kind in common. */
export function sameKind(a: Token, b: Token): boolean {
  if (a.readings.length === 0 || b.readings.length === 0)
    return a.readings.length === b.readings.length
  const kinds = kindsOf(b)
  return a.readings.some((value) => kinds.has(value.type))
}

function relateDates(a: DateValue, b: DateValue): Relation {
  for (const part of ['year', 'month', 'day', 'weekday'] as const) {
    if (a[part] === null || b[part] === null) continue
    if (a[part] !== b[part]) return 'different'
  }
  const full = (date: DateValue) =>
    date.year !== null && date.month !== null && date.day !== null
      ? new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() || 7
      : null
  const days = [a.weekday ?? full(a), b.weekday ?? full(b)]
  if (days[0] !== null && days[1] !== null && days[0] !== days[1]) return 'different'
  const alike = (['year', 'month', 'day'] as const).every((part) => a[part] === b[part])
  if (alike && (a.weekday === b.weekday || full(a) !== null)) return 'same'
  return 'unclear'
}

function relateTimes(a: TimeValue, b: TimeValue): Relation {
  if (a.offset === null || b.offset === null)
    return a.minutes === b.minutes ? (a.offset === b.offset ? 'same' : 'unclear') : 'different'
  if (a.offset === b.offset) return a.minutes === b.minutes ? 'same' : 'different'
  const instant = ({ minutes, offset }: TimeValue) => (minutes - (offset ?? 0) + 2880) % 1440
  return instant(a) === instant(b) ? 'unclear' : 'different'
}

const decade = /^(?:[0-9]{2})?([0-9]0S)$/

/** `+49…` and `0…` may be the same line; with and without `+` it is. */
function relateIdentifiers(a: string, b: string): Relation {
  if (a === b) return 'same'
  // `the 80s` leaves the century open
  const [one, other] = [decade.exec(a)?.[1], decade.exec(b)?.[1]]
  if (one !== undefined && one === other) return a.length === b.length ? 'different' : 'unclear'
  const digits = /^\+?[0-9]{7,}$/
  if (!digits.test(a) || !digits.test(b)) return 'different'
  const [long = '', short = ''] = [a, b].sort((x, y) => y.length - x.length)
  if (long === `+${short}`) return 'same'
  const national = short.replace(/^0/, '')
  return long.startsWith('+') && national.length >= 7 && long.endsWith(national)
    ? 'unclear'
    : 'different'
}

function relateValues(a: TypedValue, b: TypedValue): Relation {
  if (a.type === 'date' && b.type === 'date') return relateDates(a, b)
  if (a.type === 'time' && b.type === 'time') return relateTimes(a, b)
  if (a.type === 'identifier' && b.type === 'identifier') return relateIdentifiers(a.value, b.value)
  if (a.type === 'money' && b.type === 'money' && a.value === b.value) {
    if (a.currency === b.currency) return 'same'
    const shared = sharing.some((set) => set.has(a.currency) && set.has(b.currency))
    return shared ? 'unclear' : 'different'
  }
  if (a.type === 'measure' && b.type === 'measure' && a.value === b.value) {
    if (a.dimension === b.dimension) return 'same'
    const degrees = [a, b].some(({ dimension }) => dimension === 'degree')
    const scales = [a, b].some(({ dimension }) => /^(?:celsius|fahrenheit|kelvin)$/.test(dimension))
    return degrees && scales ? 'unclear' : 'different'
  }
  return a.type === b.type && valueText(a) === valueText(b) ? 'same' : 'different'
}

/** Readings of one kind: the same sets are the same, sets that touch are unclear. */
function relateSets(a: readonly TypedValue[], b: readonly TypedValue[]): Relation {
  let unclear = false
  const matched = (of: readonly TypedValue[], among: readonly TypedValue[]) =>
    of.every((value) => {
      const relations = among.map((other) => relateValues(value, other))
      if (relations.some((relation) => relation !== 'different')) unclear = true
      return relations.includes('same')
    })
  const there = matched(a, b)
  const back = matched(b, a)
  return there && back ? 'same' : unclear ? 'unclear' : 'different'
}

/** A number beside the same number with a unit, an ordinal, an hour, a day or a code. */
function relateKinds(a: Token, b: Token): Relation {
  const [number, other] = a.kind === 'number' ? [a, b] : [b, a]
  const [first] = number.readings
  if (first?.type !== 'number') return relateOthers(a, b)
  const [value] = other.readings
  if (value?.type === 'identifier')
    return relateIdentifiers(number.digits ?? first.value, value.value)
  if (value?.type === 'date') {
    const parts = [value.year, value.month, value.day].map((part) => String(part))
    return parts.includes(first.value) ? 'unclear' : 'different'
  }
  if (value?.type === 'time')
    return other.readings.some(
      (time) => time.type === 'time' && time.minutes === Number(first.value) * 60,
    )
      ? 'unclear'
      : 'different'
  const said = other.words?.[0]?.replace(/\.$/, '')
  return said === first.value ? 'unclear' : 'different'
}

function relateOthers(a: Token, b: Token): Relation {
  const [first, second] = [a, b].map((token) => token.words?.[0]?.replace(/\.$/, ''))
  const written = [a, b].every(({ kind }) => kind === 'ordinal' || kind === 'date')
  if (written && a.readings[0]?.type === 'ordinal' && b.readings[0]?.type === 'date')
    return a.readings[0].value === String(b.readings[0].day) ? 'unclear' : 'different'
  if (written && b.readings[0]?.type === 'ordinal' && a.readings[0]?.type === 'date')
    return b.readings[0].value === String(a.readings[0].day) ? 'unclear' : 'different'
  return first !== undefined && first === second && (a.kind === 'ordinal' || b.kind === 'ordinal')
    ? 'unclear'
    : 'different'
}

/**
 * Whether two tokens mean the same. `unclear` where one says less than the other: 7:30 and 7:30 pm, 20 degrees and 20 °C,
 * a date with and without its year, a number with and without its unit. A reading that the other token cannot have (seven
 * thirty as 730 beside 7:30) does not count.
 */
export function relate(a: Token, b: Token): Relation {
  if (a.readings.length === 0 || b.readings.length === 0) {
    if (a.key === b.key) return 'same'
    const [word, number] = a.readings.length === 0 ? [a, b] : [b, a]
    const [value] = number.readings
    return value?.type === 'number' && value.value === word.maybe ? 'unclear' : 'different'
  }
  const [one] = a.readings
  const [other] = b.readings
  if (a.readings.length === 1 && b.readings.length === 1 && one && other)
    if (one.type === other.type && one.type !== 'number') return relateValues(one, other)
  const [inA, inB] = [kindsOf(a), kindsOf(b)]
  const ofA = a.readings.filter((value) => inB.has(value.type))
  const ofB = b.readings.filter((value) => inA.has(value.type))
  if (ofA.length === 0) return relateKinds(a, b)
  const relation = relateSets(ofA, ofB)
  // 03/04 and 04/03 may be the same day to two writers; to one they are not.
  const ordered = a.kind === b.kind && (a.kind === 'number' || a.kind === 'date')
  return relation === 'same' && ordered && a.key !== b.key ? 'unclear' : relation
}
