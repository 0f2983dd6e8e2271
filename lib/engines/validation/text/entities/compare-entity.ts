import { compareBooleans } from '#lib/engines/validation/text/entities/booleans.ts'
import { compareTexts } from '#lib/engines/validation/text/entities/compare-texts.ts'
import {
  bySynonym,
  compareAs,
  declaredValue,
  type DeclaredValue,
} from '#lib/engines/validation/text/entities/declared-value.ts'
import { isRecord } from '#lib/engines/validation/text/entities/find-entity.ts'
import { membersOf } from '#lib/engines/validation/text/entities/list-in-words.ts'
import { saysNothing } from '#lib/engines/validation/text/entities/no-value.ts'
import {
  compareLists,
  compareRecords,
  compareWithin,
  wrappedValue,
} from '#lib/engines/validation/text/entities/structures.ts'
import {
  right,
  unproven,
  wrong,
  type EntityContext,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import type { Json } from '#lib/platform/json.ts'

const maxDepth = 8

type Plain = string | number | boolean
const isPlain = (value: Json): value is Plain =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

function comparePlain(expected: Plain, actual: Plain, context: EntityContext): EntityMatch {
  if (typeof expected === 'string' && typeof actual === 'string') {
    const [a, b] = [expected, actual].map((text) => membersOf(text, context.language))
    if (a !== undefined && b !== undefined && a.length > 2 && a.length === b.length)
      if (a.every((one, at) => compareTexts(one, b[at] ?? '', context).match === 'right'))
        return right('the same members')
  }
  const answer = compareBooleans(expected, actual, context)
  if (answer !== null) return answer
  if (typeof expected === 'boolean' || typeof actual === 'boolean')
    return expected === actual ? right('equal') : wrong('another value')
  return compareTexts(expected, actual, context)
}

/** The best of matches with the value and with each of its synonyms. */
function compareDeclared(
  { value, type, synonyms }: DeclaredValue,
  actual: Json,
  context: EntityContext,
  depth: number,
): EntityMatch {
  const content = isRecord(actual) ? (wrappedValue(actual) ?? actual) : actual
  const against = (one: Json) =>
    type !== undefined && isPlain(one) && isPlain(content)
      ? compareAs(type, one, content, context)
      : compare(one, content, context, depth + 1)
  const first = against(value)
  if (first.match === 'right') return first
  for (const synonym of synonyms) if (against(synonym).match === 'right') return bySynonym(synonym)
  if (first.match === 'unproven') return first
  const near = synonyms.map(against).find(({ match }) => match === 'unproven')
  return near === undefined ? first : unproven(near.how, near.likeness)
}

/** One value expected, a list found. */
function compareWithList(expected: Json, actual: Json[], inner: (one: Json) => EntityMatch) {
  if (actual.length === 0) return wrong('an empty list')
  const matches = actual.slice(0, 200).map(inner)
  if (matches.every(({ match }) => match === 'right')) return matches[0] ?? right('equal')
  if (actual.length === 1) return matches[0] ?? wrong('another value')
  const whole = typeof expected === 'string' && actual.every((one) => typeof one === 'string')
  if (matches.some(({ match }) => match !== 'wrong'))
    return unproven('the value is one member of a list', 0.5)
  const lower = typeof expected === 'string' ? expected.toLowerCase() : ''
  return whole && actual.some((one) => lower.includes(String(one).toLowerCase()))
    ? unproven('a list whose members are part of the value', 0.5)
    : wrong('no member of the list has the value')
}

/** A list expected, one value found: `milk and eggs` may be a list in words. */
function compareListWithOne(
  expected: Json[],
  actual: Json,
  language: string,
  inner: (expected: Json, actual: Json) => EntityMatch,
) {
  const [first] = expected
  if (first === undefined) return wrong('a value where none was expected')
  if (expected.length === 1) return inner(first, actual)
  const text = typeof actual === 'string' ? actual.toLowerCase() : null
  const members = typeof actual === 'string' ? membersOf(actual, language) : []
  if (members.length === expected.length)
    if (expected.every((one, at) => inner(one, members[at] ?? '').match === 'right'))
      return right('the same members in words')
  const named = (one: Json) => isPlain(one) && text?.includes(String(one).toLowerCase()) === true
  return expected.every(named)
    ? unproven('a list in words', 0.7)
    : wrong('one value instead of a list')
}

function againstNothing(value: Json, otherwise: string): EntityMatch {
  if (value === null) return right('nothing')
  if (value === false) return unproven('no value, which may mean no', 0.4)
  return saysNothing(value)
    ? unproven('a value that may say that there is none', 0.6)
    : wrong(otherwise)
}

function compare(expected: Json, actual: Json, context: EntityContext, depth: number): EntityMatch {
  if (depth > maxDepth) return unproven('nested too deeply to be compared')
  const inner = (one: Json, other: Json) => compare(one, other, context, depth + 1)
  if (expected === null) return againstNothing(actual, 'a value where none was expected')
  const declared = declaredValue(expected)
  if (declared !== null && !Array.isArray(actual))
    return compareDeclared(declared, actual, context, depth)
  if (actual === null) return againstNothing(expected, 'no value')
  if (Array.isArray(expected))
    return Array.isArray(actual)
      ? compareLists(expected, actual, inner)
      : compareListWithOne(expected, actual, context.language, inner)
  if (Array.isArray(actual)) return compareWithList(expected, actual, (one) => inner(expected, one))
  if (isRecord(expected)) {
    if (isRecord(actual)) return compareRecords(expected, actual, inner)
    const within = compareWithin(actual, expected, (one, other) => inner(other, one))
    return within.match === 'wrong' ? within : unproven('a plain value instead of an object', 0.3)
  }
  if (isRecord(actual)) {
    const value = wrappedValue(actual)
    return value === null ? compareWithin(expected, actual, inner) : inner(expected, value)
  }
  return comparePlain(expected, actual, context)
}

/**
 * Whether a value of an answer is the expected one. The whole value is compared as one typed value: number, date, time,
 * duration, money, measure, percentage, phone, identifier, boolean, name, list or object. What is equal only in part or
 * only alike is not proven; see `EntityContext` for what may be known beside the values.
 */
export function compareEntity(
  expected: Json,
  actual: Json,
  language: string,
  context: Omit<EntityContext, 'language'> = {},
): EntityMatch {
  return compare(expected, actual, { ...context, language }, 0)
}
