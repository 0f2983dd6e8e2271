import type { Sql } from '#db/client.ts'
import { deriveThresholds, withThresholds, type ReviewedSample } from '#lib/validation/threshold.ts'
import type { ValidationPolicy } from '#lib/validation/types.ts'

import { env } from '../config/env.ts'
import type { BegunItem } from './outcome.ts'

/**
 * The policy in force while too few decisions have been reviewed to derive thresholds from: only a verdict that is
 * all but certain needs no person.
 */
export const fixedPolicy: ValidationPolicy = {
  version: 1,
  similarityThreshold: env.SIMILARITY_THRESHOLD,
  autoPassConfidence: 0.9,
  autoFailConfidence: 0.9,
  auditShare: 0.02,
  humanReview: env.ENABLE_HUMAN_VALIDATION,
}

/** What people said of this target in this language, and what Earshot had said before them. */
async function reviewedSamples(sql: Sql, item: Place): Promise<ReviewedSample[]> {
  return sql<ReviewedSample[]>`
    select distinct on (d.execution_id) d.automatic_verdict as verdict,
      d.automatic_confidence as confidence, d.verdict = d.automatic_verdict as agreed,
      case when i.reason = 'audit' then 'audit' else 'queue' end as origin
    from review_decisions d
    join review_items i on i.id = d.item_id
    join voice_test_executions e on e.id = d.execution_id
    join test_runs r on r.id = e.run_id
    where d.organization_id = ${item.organizationId} and r.target_id = ${item.targetId}
      and e.language = ${item.language} and d.automatic_verdict <> 'invalid'
    order by d.execution_id, d.id desc`
}

type Place = Pick<BegunItem, 'organizationId' | 'targetId' | 'language'>
export type Policies = (item: Place) => Promise<ValidationPolicy>

/**
 * The policy for a target and a language: thresholds that its reviews have earned, the fixed ones until then, and
 * none at all when reviews prove that automatic decisions break VALIDATION_ACCURACY_THRESHOLD. Asked anew every
 * `refreshMs`.
 */
export function createPolicies(sql: Sql, refreshMs = 60_000): Policies {
  const known = new Map<string, { until: number; policy: Promise<ValidationPolicy> }>()
  const derive = async (item: Place) => {
    const samples = await reviewedSamples(sql, item)
    const derived = deriveThresholds(samples, env.VALIDATION_ACCURACY_THRESHOLD, fixedPolicy)
    return withThresholds(fixedPolicy, derived)
  }
  return (item) => {
    const key = `${item.targetId} ${item.language}`
    const now = performance.now()
    const found = known.get(key)
    if (found && found.until > now) return found.policy
    const policy = derive(item)
    policy.catch(() => known.delete(key))
    known.set(key, { until: now + refreshMs, policy })
    return policy
  }
}
