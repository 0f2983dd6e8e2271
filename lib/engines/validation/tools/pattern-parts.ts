import { patternSize } from '#lib/engines/validation/text/pattern-size.ts'
import { matcherOf } from '#lib/engines/validation/tools/matchers.ts'
import type { Json } from '#lib/platform/json.ts'

/** Parts of all patterns (`{ matches }`) in expected values, see `patternSize`. */
export function patternParts(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const matcher = matcherOf(value)
  if (matcher?.kind === 'matches') return patternSize(matcher.pattern)
  return Object.values(value).reduce<number>((sum, one) => sum + patternParts(one), 0)
}
