import { flatName, isRecord } from '#lib/engines/validation/text/entities/find-entity.ts'
import {
  right,
  unproven,
  wrong,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import type { Json } from '#lib/platform/json.ts'

export type Compare = (expected: Json, actual: Json) => EntityMatch
type Record_ = { [key: string]: Json }

const maxMembers = 200

/** Pairs members by `fits` as far as possible; the pairs' number (augmenting paths). */
function pairs(size: number, others: number, fits: (i: number, j: number) => boolean): number {
  const taken = new Array<number>(others).fill(-1)
  const seat = (i: number, seen: Set<number>): boolean => {
    for (let j = 0; j < others; j++) {
      if (seen.has(j) || !fits(i, j)) continue
      seen.add(j)
      const holder = taken[j] ?? -1
      if (holder < 0 || seat(holder, seen)) {
        taken[j] = i
        return true
      }
    }
    return false
  }
  let found = 0
  for (let i = 0; i < size; i++) if (seat(i, new Set())) found++
  return found
}

const show = (value: Json) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`
}

/** Lists, member by member; whether their order says anything cannot be known, so that another one is not proven. */
export function compareLists(expected: Json[], actual: Json[], compare: Compare): EntityMatch {
  if (expected.length > maxMembers || actual.length > maxMembers)
    return unproven(`a list of more than ${maxMembers} members`)
  const table = expected.map((one) => actual.map((other) => compare(one, other)))
  const at = (i: number, j: number) => table[i]?.[j]?.match ?? 'wrong'
  const equal = pairs(expected.length, actual.length, (i, j) => at(i, j) === 'right')
  if (equal === expected.length && equal === actual.length)
    return expected.every((_, i) => at(i, i) === 'right')
      ? right('the same members')
      : unproven('the same members in another order', 0.8)
  const size = Math.max(expected.length, actual.length)
  const likely = pairs(expected.length, actual.length, (i, j) => at(i, j) !== 'wrong')
  if (likely === size) return unproven('some members of the list are only alike', 0.6)
  const missing = expected.find((_, i) => actual.every((_other, j) => at(i, j) === 'wrong'))
  const spare = actual.find((_, j) => expected.every((_one, i) => at(i, j) === 'wrong'))
  if (missing !== undefined) return wrong(`${show(missing)} is not in the list`)
  return wrong(
    spare === undefined ? 'another number of members' : `${show(spare)} was not expected`,
  )
}

/** Fields beside a value that say how it was found, not what it is. */
const asides = new Set(
  'confidence score probability start end startpos endpos startindex endindex length offset type entity name slot role group label text raw rawvalue original originalvalue extractor processors source body latent resolution resolutions kind dim isresolved ismatch alternatives confirmationstatus matched id'.split(
    ' ',
  ),
)
const valueFields = ['value', 'interpretedvalue', 'resolvedvalue', 'normalizedvalue', 'stringvalue']
const amountFields = ['amount', 'number', 'value', 'magnitude', 'quantity']
const unitFields = ['unit', 'units', 'currency', 'currencycode', 'unitofmeasure']

/** The plain value of an object that only wraps one (`{ value, confidence }`) or a figure and its unit; null otherwise. */
export function wrappedValue(actual: Record_): Json | null {
  const fields = new Map(Object.entries(actual).map(([key, item]) => [flatName(key), item]))
  const plain = (item: Json | undefined) =>
    typeof item === 'string' || typeof item === 'number' ? item : null
  const find = (names: readonly string[]) => names.find((name) => plain(fields.get(name)) !== null)
  const [amount, unit, value] = [find(amountFields), find(unitFields), find(valueFields)]
  const others = (...used: (string | undefined)[]) =>
    [...fields.keys()].filter((key) => !used.includes(key) && !asides.has(key))
  if (amount !== undefined && unit !== undefined && others(amount, unit).length === 0) {
    const figure = plain(fields.get(amount))
    const of = plain(fields.get(unit))
    return figure === null || of === null ? null : `${figure} ${of}`
  }
  if (value === undefined || others(value).length > 0) return null
  return fields.get(value) ?? null
}

/** Expected fields must be right; others may stand beside them. */
export function compareRecords(expected: Record_, actual: Record_, compare: Compare): EntityMatch {
  const matches = Object.entries(expected).map(([key, value]) => {
    const entries = Object.entries(actual)
    const found = (entries.find(([name]) => name === key) ??
      entries.find(([name]) => flatName(name) === flatName(key)))?.[1]
    if (found === undefined)
      return { key, match: value === null ? right('absent') : wrong('missing') }
    return { key, match: compare(value, found) }
  })
  if (matches.length === 0) return unproven('no field is expected')
  const failed = matches.find(({ match }) => match.match === 'wrong')
  if (failed) return wrong(`${failed.key}: ${failed.match.how}`)
  const open = matches.find(({ match }) => match.match === 'unproven')
  return open
    ? unproven(`${open.key}: ${open.match.how}`, open.match.likeness)
    : right('the same fields')
}

function leavesOf(value: Json, depth = 0): Json[] {
  if (depth > 6) return []
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((one) => leavesOf(one, depth + 1))
  if (isRecord(value))
    return Object.values(value)
      .slice(0, 50)
      .flatMap((one) => leavesOf(one, depth + 1))
  return [value]
}

/** A plain value against an object that may hold it: which of its fields is meant cannot be known. */
export function compareWithin(plain: Json, record: Record_, compare: Compare): EntityMatch {
  const leaves = leavesOf(record)
  const matches = leaves.map((leaf) => compare(plain, leaf).match)
  if (matches.includes('right')) return unproven('the value is one field of an object', 0.7)
  if (matches.includes('unproven')) return unproven('a field of the object is alike', 0.4)
  return leaves.some((leaf) => typeof leaf === 'string')
    ? wrong('no field of the object has the value')
    : unproven('an object against a plain value', 0.3)
}
