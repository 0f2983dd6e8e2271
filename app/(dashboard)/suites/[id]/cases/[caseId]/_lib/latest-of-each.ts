import { axisTexts } from '#components/robustness/axis-texts.ts'
import type { SearchView } from '#lib/robustness/schema.ts'

export type Change = 'better' | 'worse' | 'same'
export type Latest = { search: SearchView; before: SearchView | null; change: Change | null }

/** What two searches must share to be compared. */
const groupOf = ({ target, language, axis, plan }: SearchView) =>
  JSON.stringify([target.id, language, axis, axis === 'snr' && plan.noise, plan.base])

/** Between which levels it breaks, the easiest of all and the hardest of all as infinities; harder is greater. */
function reach({ axis, outcome, plan, passes_at, fails_at }: SearchView): [number, number] {
  const sign = axisTexts[axis].harder === 'lower' ? -1 : 1
  if (outcome === 'never_fails') return [sign * plan.to, Infinity]
  if (outcome === 'always_fails') return [-Infinity, sign * plan.from]
  return [sign * (passes_at ?? NaN), sign * (fails_at ?? NaN)]
}

/**
 * Whether a voice AI holds out longer than before. Two robustness thresholds are the same within the tolerance with which they
 * were sought; null where one search ended before it came to where the other broke.
 */
export function changeOf(search: SearchView, before: SearchView): Change | null {
  const [[low, high], [lowBefore, highBefore]] = [reach(search), reach(before)]
  if (search.outcome === 'found' && before.outcome === 'found') {
    const moved = (low + high - lowBefore - highBefore) / 2
    const tolerance = Math.max(search.plan.tolerance, before.plan.tolerance)
    if (Math.abs(moved) <= tolerance + 1e-9) return 'same'
    return moved > 0 ? 'better' : 'worse'
  }
  if (search.outcome === before.outcome) return 'same'
  if (low >= highBefore) return 'better'
  return high <= lowBefore ? 'worse' : null
}

const decided = ({ outcome }: SearchView) => outcome !== null && outcome !== 'not_judged'

/** The latest decided search of each kind, with the one before it. `searches` are newest first, as is what comes back. */
export function latestOfEach(searches: readonly SearchView[]): Latest[] {
  const groups = Map.groupBy(searches.filter(decided), groupOf)
  return [...groups.values()].flatMap(([search, before = null]) =>
    search ? [{ search, before, change: before && changeOf(search, before) }] : [],
  )
}
