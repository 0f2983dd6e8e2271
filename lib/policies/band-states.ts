import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { BandState } from '#lib/engines/validation/policy.ts'
import { deriveBand, type DerivedBand } from '#lib/policies/derive-band.ts'
import { countingOf, type CountRange } from '#lib/policies/range-counts.ts'
import type { ReviewedDecision } from '#lib/policies/reviewed-decisions.ts'

type Cuts = Pick<PolicySettings, 'auto_pass_confidence' | 'auto_fail_confidence'>

/** A band that reviews exist of, passed and failed apart, of one target in one language. */
export type ReviewedBand = Pick<
  ReviewedDecision,
  'band' | 'verdict' | 'language' | 'targetId' | 'targetVersion'
> & { count: CountRange }

export type BandOfReviews = DerivedBand & ReviewedBand

/** The bands of decisions in the order of their executions, by the last one of each. */
export function bandsOf(decisions: readonly ReviewedDecision[]): ReviewedBand[] {
  const groups = Map.groupBy(
    decisions,
    ({ targetId, language, verdict, band }) => `${targetId} ${language} ${verdict} ${band}`,
  )
  return [...groups.values()].flatMap((samples) => {
    const last = samples.at(-1)
    if (last === undefined) return []
    const { band, verdict, language, targetId, targetVersion } = last
    return [{ band, verdict, language, targetId, targetVersion, count: countingOf(samples) }]
  })
}

export const fixedCut = (verdict: 'passed' | 'failed', cuts: Cuts): number =>
  verdict === 'passed' ? cuts.auto_pass_confidence : cuts.auto_fail_confidence

export const deriveBands = (
  bands: readonly ReviewedBand[],
  accuracy: number,
  cuts: Cuts,
): BandOfReviews[] =>
  bands.map((band) => ({
    ...band,
    ...deriveBand(band.count, accuracy, fixedCut(band.verdict, cuts)),
  }))

/** What the judge is told of them. A band whose state is `fixed` need not be named. */
export const statesOf = (bands: readonly BandOfReviews[]): BandState[] =>
  bands
    .filter(({ state }) => state !== 'fixed')
    .map(({ band, verdict, state, cut, text }) => ({ band, verdict, state, cut, text }))
