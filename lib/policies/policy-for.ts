import { policyOf, type PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { MeaningCuts, ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { loadCuts } from '#lib/meaning/queries.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Statements } from '#lib/platform/jobs/enqueue.ts'
import { bandsOf, deriveBands, statesOf } from '#lib/policies/band-states.ts'
import { loadPolicies } from '#lib/policies/in-force.ts'
import { readReviewedDecisions, type ReviewedDecision } from '#lib/policies/reviewed-decisions.ts'

/** What is judged: its policy depends on all of it. */
export type JudgedPlace = {
  organizationId: string
  targetId: string
  language: string
  suiteId: string
  caseId: string
}

/** What people's decisions and calibrations have earned where something is judged. */
export type Earned = { decisions: readonly ReviewedDecision[]; cuts: readonly MeaningCuts[] }

/** Reads it for one target and one language. */
export async function readEarned(
  db: Statements,
  { organizationId, ...of }: Pick<JudgedPlace, 'organizationId' | 'targetId' | 'language'>,
): Promise<Earned> {
  const { targetId, language } = of
  return {
    decisions: await readReviewedDecisions(db, organizationId, { targetId, language }),
    cuts: await loadCuts(db, organizationId, language),
  }
}

/**
 * Settings as validators read them, with what the reviews have earned or lost. Thresholds of engines of meaning are those
 * of calibrations in force and no others: nobody can write them by hand.
 */
export const policyWith = (
  policy: PolicySettings,
  version: number,
  { decisions, cuts }: Earned,
): ValidationPolicy => ({
  ...policyOf(
    policy,
    version,
    statesOf(deriveBands(bandsOf(decisions), settings().VALIDATION_ACCURACY_THRESHOLD, policy)),
  ),
  meaning: cuts.filter(({ engine }) => policy.engines.some((one) => one === engine)),
})

/**
 * The policy that judges a place now: the same as in the pipeline, read anew. With `draft` those settings instead of the
 * stored ones, as version 0.
 */
export async function policyFor(
  db: Statements,
  place: JudgedPlace,
  draft?: PolicySettings,
): Promise<ValidationPolicy> {
  const earned = await readEarned(db, place)
  if (draft) return policyWith(draft, 0, earned)
  const { settings, version } = (await loadPolicies(db, place.organizationId)).of(place)
  return policyWith(settings, version, earned)
}
