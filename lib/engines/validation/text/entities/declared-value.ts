import { compareBooleans } from '#lib/engines/validation/text/entities/booleans.ts'
import { compareCodes } from '#lib/engines/validation/text/entities/codes.ts'
import { compareTexts } from '#lib/engines/validation/text/entities/compare-texts.ts'
import { isRecord } from '#lib/engines/validation/text/entities/find-entity.ts'
import { compareNumerals, numeralOf } from '#lib/engines/validation/text/entities/numerals.ts'
import { plainText } from '#lib/engines/validation/text/entities/plain-text.ts'
import {
  entityTypes,
  right,
  unproven,
  wrong,
  type EntityContext,
  type EntityMatch,
  type EntityType,
} from '#lib/engines/validation/text/entities/types.ts'
import type { Json } from '#lib/platform/json.ts'

/** An expected value with its type or synonyms. */
export type DeclaredValue = { value: Json; type?: EntityType; synonyms: string[] }

const isType = (value: Json | undefined): value is EntityType =>
  typeof value === 'string' && (entityTypes as readonly string[]).includes(value)

/**
 * Reads `{ value, type?, synonyms? }`; null for every other object, which is then one that the answer must contain. An
 * unknown type makes it such an object too.
 */
export function declaredValue(expected: Json): DeclaredValue | null {
  if (!isRecord(expected) || !('value' in expected)) return null
  const { value, type, synonyms, ...rest } = expected
  if (value === undefined || Object.keys(rest).length > 0) return null
  if (type !== undefined && !isType(type)) return null
  const list = synonyms === undefined ? [] : Array.isArray(synonyms) ? synonyms : [synonyms]
  const texts = list.flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' ? [String(one)] : [],
  )
  if (texts.length !== list.length) return null
  return { value, synonyms: texts, ...(type !== undefined && { type }) }
}

type Plain = string | number | boolean

const asText = (value: Plain) => plainText(String(value))

function compareNumbers(expected: Plain, actual: Plain, context: EntityContext): EntityMatch {
  const numeral = (value: Plain) => {
    const text = asText(value)
    // A declared number has no leading zeros that count.
    return numeralOf(text.replace(/^([+-]?)0+(?=\d)/, '$1'), context.language)
  }
  const [a, b] = [numeral(expected), numeral(actual)]
  const named = { ...context, name: 'number' }
  if (a === null || b === null) return compareTexts(String(expected), String(actual), named)
  const plain = { leadingZero: false, plus: false, scientific: false, foreign: false }
  return compareNumerals({ ...a, ...plain }, { ...b, ...plain }, { ...context, name: 'amount' })
}

/** A figure alone against a value whose kind the expectation states. */
function compareShares(expected: Plain, actual: Plain, context: EntityContext): EntityMatch {
  const bare = (value: Plain) => numeralOf(asText(value), context.language)
  const withSign = (value: Plain) => (bare(value) === null ? String(value) : `${asText(value)}%`)
  const match = compareTexts(withSign(expected), withSign(actual), context)
  if (match.match !== 'wrong' || (bare(expected) === null) === (bare(actual) === null)) return match
  // 0.5 may be 50 %.
  const share = compareTexts(String(expected), String(actual), context)
  return share.match === 'unproven' ? share : match
}

/** Compares by the type that the expectation states. */
export function compareAs(
  type: EntityType,
  expected: Plain,
  actual: Plain,
  context: EntityContext,
): EntityMatch {
  switch (type) {
    case 'identifier':
    case 'phone':
      return compareIdentifiers(expected, actual, context)
    case 'number':
      return compareNumbers(expected, actual, context)
    case 'percentage':
      return compareShares(expected, actual, context)
    case 'boolean':
      return (
        compareBooleans(expected === 1 || expected === 'true' ? true : expected, actual, context) ??
        compareTexts(String(expected), String(actual), context)
      )
    default:
      return compareTexts(
        typeof expected === 'boolean' ? String(expected) : expected,
        typeof actual === 'boolean' ? String(actual) : actual,
        context,
      )
  }
}

function compareIdentifiers(expected: Plain, actual: Plain, context: EntityContext): EntityMatch {
  const [a, b] = [asText(expected), asText(actual)]
  const match = compareCodes(a, b)
  if (match.match !== 'wrong' || !/\p{L}/u.test(a + b)) return lostDigits(expected, actual, match)
  // Spoken digit by digit or spelled: the tokeniser reads it.
  const spoken = compareTexts(a, b, context)
  return spoken.match === 'wrong' ? match : spoken
}

/** A JSON number has no leading zeros and at most 15 sure digits. */
function lostDigits(expected: Plain, actual: Plain, match: EntityMatch): EntityMatch {
  const unsafe = [expected, actual].some(
    (value) => typeof value === 'number' && !Number.isSafeInteger(value),
  )
  if (!unsafe) return match
  return Number(expected) === Number(actual)
    ? unproven('a JSON number of more than 15 digits has lost its last ones', 0.8)
    : wrong('another code')
}

/** A match with a declared synonym is as good as one with the value. */
export const bySynonym = (synonym: string) => right(`a declared synonym: "${synonym}"`)
