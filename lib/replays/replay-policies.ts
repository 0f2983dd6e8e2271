import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { loadPolicies } from '#lib/policies/in-force.ts'
import { policyWith, readEarned, type Earned, type JudgedPlace } from '#lib/policies/policy-for.ts'

/** Remembers what a question gave, by its key. */
export function createMemory<T>(size: number) {
  const known = boundedCache<Promise<T>>(size)
  return (key: string, ask: () => Promise<T>): Promise<T> => known.get(key) ?? known.set(key, ask())
}

export type Place = Omit<JudgedPlace, 'organizationId'>

/** The policies in force, or a draft in their place, as the pipeline would use them now; read once for all who share them. */
export function createReplayPolicies(
  ctx: Ctx,
  draft: PolicySettings | null,
): (place: Place) => Promise<ValidationPolicy> {
  const db = withinCtx(ctx)
  const { organizationId } = ctx
  const inForce = createMemory<Awaited<ReturnType<typeof loadPolicies>>>(1)
  const earned = createMemory<Earned>(500)
  const policies = createMemory<ValidationPolicy>(2_000)

  return async (place) => {
    const { targetId, language } = place
    const { settings, version } = draft
      ? { settings: draft, version: 0 }
      : (await inForce('', () => loadPolicies(db, organizationId))).of(place)
    const key = `${targetId} ${language}`
    return policies(`${key} ${version}`, async () => {
      const known = await earned(key, () => readEarned(db, { organizationId, targetId, language }))
      return policyWith(settings, version, known)
    })
  }
}
