import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { BandState } from '#lib/engines/validation/policy.ts'
import { deriveBand, type DerivedBand } from '#lib/policies/derive-band.ts'
import type { ReviewedDecision } from '#lib/policies/reviewed-decisions.ts'

type Cuts = Pick<PolicySettings, 'auto_pass_confidence' | 'auto_fail_confidence'>

export type BandOfReviews = DerivedBand & {
  band: string
  verdict: 'passed' | 'failed'
  samples: readonly ReviewedDecision[]
}

/** All bands that reviews exist of, passed and failed apart. */
export function deriveBands(
  decisions: readonly ReviewedDecision[],
  accuracy: number,
  cuts: Cuts,
): BandOfReviews[] {
  const groups = Map.groupBy(decisions, ({ band, verdict }) => `${verdict} ${band}`)
  return [...groups.values()].flatMap((samples) => {
    const [first] = samples
    if (first === undefined) return []
    const { band, verdict } = first
    const fixed = verdict === 'passed' ? cuts.auto_pass_confidence : cuts.auto_fail_confidence
    return [{ band, verdict, samples, ...deriveBand(samples, accuracy, fixed) }]
  })
}

/** What the judge is told of them. A band whose state is `fixed` need not be named. */
export const statesOf = (bands: readonly BandOfReviews[]): BandState[] =>
  bands
    .filter(({ state }) => state !== 'fixed')
    .map(({ band, verdict, state, cut, text }) => ({ band, verdict, state, cut, text }))
