import { compareEntity } from '#lib/engines/validation/text/entities/compare-entity.ts'
import { declaredValue } from '#lib/engines/validation/text/entities/declared-value.ts'
import { isRecord } from '#lib/engines/validation/text/entities/find-entity.ts'
import {
  right,
  unproven,
  wrong,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import { compilePattern, firstMatch } from '#lib/engines/validation/text/matches.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import { matcherOf, type Matcher } from '#lib/engines/validation/tools/matchers.ts'
import { valueAtPath } from '#lib/engines/validation/tools/value-path.ts'
import type { Json } from '#lib/platform/json.ts'

/** What is known beside the values: BCP 47, and the name of the argument. */
export type ValueContext = { language: string; name: string }

const notGiven = wrong('not given')

/** A figure, or a text that is one figure and nothing else; null for everything else. */
function figureOf(value: Json, language: string): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  const { tokens } = tokenise(value, language)
  const [only, other] = tokens
  if (only === undefined || other !== undefined || only.readings.length !== 1) return null
  const [reading] = only.readings
  return reading?.type === 'number' ? Number(reading.value) : null
}

/** Characters of a value that a pattern is looked for in: mocks are chosen while a voice AI waits. */
const maxMatched = 4_000

function matchWith(matcher: Matcher, actual: Json, language: string): EntityMatch {
  if (matcher.kind === 'any') return right('given')
  if (actual === null) return wrong('null')
  if (matcher.kind === 'range') {
    const figure = figureOf(actual, language)
    if (figure === null)
      return typeof actual === 'boolean' ? wrong('no number') : unproven('may be no number')
    return figure >= matcher.min && figure <= matcher.max
      ? right('within the range')
      : wrong('outside the range')
  }
  if (typeof actual === 'object') return unproven('a list or object against a pattern')
  const { pattern } = compilePattern(matcher.pattern)
  if (pattern === null) return unproven('the pattern cannot be used')
  const text = String(actual)
  const found = text.length > maxMatched ? 'too long' : firstMatch(pattern, text)
  if (found === 'too long') return unproven('too long to be matched against a pattern')
  return found === null ? wrong('does not match the pattern') : right('matches the pattern')
}

/** Each expected field is there with its value; others may stand beside them. The first that is not decides. */
export function matchFields(
  expected: { [path: string]: Json },
  actual: { [key: string]: Json } | Json[],
  language: string,
): EntityMatch {
  let open: EntityMatch | null = null
  for (const [path, value] of Object.entries(expected)) {
    const found = matchValue(value, valueAtPath(actual, path), {
      language,
      name: path.split('.').at(-1) ?? path,
    })
    const how = `${path}: ${found.how}`
    if (found.match === 'wrong') return wrong(how)
    if (found.match === 'unproven') open ??= unproven(how, found.likeness)
  }
  return open ?? right('as expected')
}

/**
 * Whether a value of a tool call is the expected one: by pattern, range, field by field, or as entities are compared
 * (typed: `4`, `"4"` and `four` are equal). `actual` undefined: it was not given, as `null` expects.
 */
export function matchValue(
  expected: Json,
  actual: Json | undefined,
  { language, name }: ValueContext,
): EntityMatch {
  if (expected === null)
    return actual === undefined || actual === null
      ? right('not given')
      : compareEntity(null, actual, language, { name })
  if (actual === undefined) return notGiven
  const matcher = matcherOf(expected)
  // An object that has these fields itself is compared as an object.
  if (matcher !== null && (matcher.kind === 'any' || !isRecord(actual)))
    return matchWith(matcher, actual, language)
  if (isRecord(expected) && declaredValue(expected) === null && isRecord(actual))
    return matchFields(expected, actual, language)
  return compareEntity(expected, actual, language, { name })
}
