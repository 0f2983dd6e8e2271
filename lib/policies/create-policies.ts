import type { Sql } from '#db/client.ts'
import type { RunPurpose } from '#db/enums.ts'
import { policyOf } from '#lib/engines/validation/policy-settings.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import { withinSql } from '#lib/platform/jobs/enqueue.ts'
import { builtInSettings } from '#lib/policies/built-in.ts'
import { loadPolicies } from '#lib/policies/in-force.ts'
import { policyWith, readEarned, type Earned, type JudgedPlace } from '#lib/policies/policy-for.ts'

/** The built-in policy, where reviews have earned nothing: only a verdict that is all but certain needs no person. */
export const fixedPolicy: ValidationPolicy = policyOf(builtInSettings())

/** A search breaks cases on purpose: nobody need look at them. */
export const policyForPurpose = (
  policy: ValidationPolicy,
  purpose: RunPurpose,
): ValidationPolicy =>
  purpose === 'search' ? { ...policy, humanReview: false, auditShare: 0 } : policy

type Place = JudgedPlace & { runId: string }
export type Policies = (item: Place) => Promise<ValidationPolicy>

type Reviews = {
  until: number
  earned: Promise<Earned>
  /** by version and cuts: bands are derived once, not for every item */
  derived: Map<string, ValidationPolicy>
}

/**
 * The policy for each item: settings in force when a worker met the run first, with the states of the bands of its target
 * and language, which are read anew every `refreshMs`. What it remembers is bounded.
 */
export function createPolicies(sql: Sql, refreshMs = 60_000): Policies {
  const db = withinSql(sql)
  const ofRuns = boundedCache<ReturnType<typeof loadPolicies>>(500)
  const ofBands = boundedCache<Reviews>(2_000)

  const policiesOf = ({ runId, organizationId }: Place) => {
    const known = ofRuns.get(runId)
    if (known) return known
    const loading = ofRuns.set(runId, loadPolicies(db, organizationId))
    // One that failed is asked for again by the next item.
    loading.catch(() => ofRuns.delete(runId))
    return loading
  }
  const reviewsOf = ({ organizationId, targetId, language }: Place): Reviews => {
    const key = `${targetId} ${language}`
    const known = ofBands.get(key)
    if (known && known.until > performance.now()) return known
    const earned = readEarned(db, { organizationId, targetId, language })
    earned.catch(() => ofBands.delete(key))
    return ofBands.set(key, {
      until: performance.now() + refreshMs,
      earned,
      derived: new Map(),
    })
  }
  return async (item) => {
    const { settings, version } = (await policiesOf(item)).of(item)
    const { earned, derived } = reviewsOf(item)
    const key = String(version)
    const known = derived.get(key)
    if (known) return known
    const policy = policyWith(settings, version, await earned)
    derived.set(key, policy)
    return policy
  }
}
