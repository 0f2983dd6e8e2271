import { and, eq } from 'drizzle-orm'

import { validationPolicies } from '#db/schema/policies.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { builtInSettings } from '#lib/policies/built-in.ts'

type Judged = {
  policy_version: number
  automatic_verdict: 'passed' | 'failed' | 'invalid'
  /** what the reviews of its band had earned or lost, in words */
  band_text: string | null
}

/** Of a band whose cut its own words name: the fixed one, or one that reviews have earned. */
const namedCut = /^(?:fixed at|earned from) (\d+(?:\.\d+)?):/

/** Above any confidence. */
const never = 1.01

/**
 * Confidence, 0..1, from which a judgement was let stand without a person when it was given; above 1 where reviews had
 * suspended that. As the judgement tells it, else by the policy that gave it. Null where nothing was judged, or that
 * version of the policy is not known.
 */
export async function cutInForce(ctx: Ctx, judged: Judged): Promise<number | null> {
  const { policy_version: version, automatic_verdict: verdict, band_text: text } = judged
  if (verdict === 'invalid') return null
  if (text?.startsWith('suspended')) return never
  const named = namedCut.exec(text ?? '')?.[1]
  if (named !== undefined) return Number(named)
  const [row] = await ctx.db
    .select({ settings: validationPolicies.settings })
    .from(validationPolicies)
    .where(
      and(
        eq(validationPolicies.organizationId, ctx.organizationId),
        eq(validationPolicies.version, version),
      ),
    )
  // Version 0 are the settings that Earshot comes with; those of a version that has gone are not known.
  if (!row && version > 0) return null
  const settings = row ? PolicySettings.nullable().parse(row.settings) : builtInSettings()
  if (settings === null) return null
  return verdict === 'passed' ? settings.auto_pass_confidence : settings.auto_fail_confidence
}
