import { grammarOf } from '../grammars/grammar-of.ts'
import { lowerCase, plainText } from './plain-text.ts'
import { right, unproven, wrong, type EntityContext, type EntityMatch } from './types.ts'

const english = { yes: new Set(['true', 'yes']), no: new Set(['false', 'no']) }

/** What a value says as a boolean; null when it says neither. `sure` is false for 1 and 0. */
function booleanOf(value: unknown, language: string): { value: boolean; sure: boolean } | null {
  if (typeof value === 'boolean') return { value, sure: true }
  if (value === 1 || value === 0) return { value: value === 1, sure: false }
  if (typeof value !== 'string') return null
  const word = lowerCase(plainText(value), language).replace(/[.!,]+$/, '')
  if (word === '1' || word === '0') return { value: word === '1', sure: false }
  const { yes, no } = grammarOf(language)
  // The language's own words first: `no` is no word for false everywhere.
  if (yes.has(word)) return { value: true, sure: true }
  if (no.has(word)) return { value: false, sure: true }
  if (english.yes.has(word)) return { value: true, sure: true }
  return english.no.has(word) ? { value: false, sure: true } : null
}

/** Compares a boolean with a boolean, a yes or a no; null when neither side is a boolean. */
export function compareBooleans(
  expected: unknown,
  actual: unknown,
  { language }: EntityContext,
): EntityMatch | null {
  const stated = typeof expected === 'boolean' || typeof actual === 'boolean'
  const [a, b] = [booleanOf(expected, language), booleanOf(actual, language)]
  if (a === null || b === null)
    return stated ? unproven('a yes or no against other words', 0.3) : null
  const words = typeof expected === 'string' && typeof actual === 'string'
  if (!stated && !words) return null
  if (!a.sure || !b.sure)
    return stated
      ? unproven('1 and 0 are not always yes and no', a.value === b.value ? 0.8 : 0.2)
      : null
  if (a.value !== b.value) return wrong('the opposite')
  // Two words for yes need not be one value of a slot.
  return words ? null : right('the same answer')
}
