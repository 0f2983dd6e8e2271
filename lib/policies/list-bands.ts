import { sql } from 'drizzle-orm'
import { z } from 'zod'

import { judgeVersion } from '#lib/engines/validation/band.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { deriveBands, fixedCut, type ReviewedBand } from '#lib/policies/band-states.ts'
import { countDecisions } from '#lib/policies/count-decisions.ts'
import { deriveBand, type DerivedBand } from '#lib/policies/derive-band.ts'
import { loadPolicies } from '#lib/policies/in-force.ts'
import { readBands } from '#lib/policies/kept-bands.ts'
import { countingOf, rangesOf } from '#lib/policies/range-counts.ts'
import type { BandsView, BandView } from '#lib/policies/schema.ts'

const Target = z.object({ id: z.uuid(), name: z.string(), latest: z.number() })
type Target = z.output<typeof Target>

/** Targets, each with the version since which its settings are what they are. */
async function targetsOf(ctx: Ctx): Promise<Map<string, Target>> {
  const rows = await ctx.db.execute(sql`
    select c.id, c.name, coalesce((select max(h.version) from configuration_history h
      where h.configuration_id = c.id and h.config <> c.config), 0) + 1 as latest
    from configurations c where c.organization_id = ${ctx.organizationId}`)
  return new Map(
    z
      .array(Target)
      .parse(rows)
      .map((target) => [target.id, target]),
  )
}

type Derived = DerivedBand & Omit<ReviewedBand, 'count'>

function viewOf(band: Derived, { id, name, latest }: Target): BandView {
  const { targetVersion: version } = band
  const promise = Math.round((1 - settings().VALIDATION_ACCURACY_THRESHOLD) * 1e9) / 1e9
  return {
    band: band.band,
    verdict: band.verdict,
    mix: band.band.split(' | ')[0] ?? '',
    language: band.language,
    target: { id, name, version },
    state: band.state,
    cut: band.cut,
    text: band.text,
    reviews: band.reviews,
    errors: band.errors,
    needed: band.needed,
    bound: band.bound,
    lower_bound: band.lowerBound,
    promise,
    open_audits: band.open,
    current: version === latest && band.band.endsWith(`judge ${judgeVersion}`),
  }
}

const order = ['suspended', 'earned', 'earning', 'fixed']

/**
 * Every band that has reviews, or decisions within 30 days, with its figures: bands of the present target and judge first,
 * then by state. Cuts are those of the organization's own policy.
 */
export async function listBands(ctx: Ctx): Promise<BandsView> {
  const db = withinCtx(ctx)
  const accuracy = settings().VALIDATION_ACCURACY_THRESHOLD
  const { settings: policy } = (await loadPolicies(db, ctx.organizationId)).of({
    suiteId: null,
    caseId: null,
  })
  const targets = await targetsOf(ctx)
  const bands = await readBands(ctx, {
    passed: rangesOf(policy.auto_pass_confidence),
    failed: rangesOf(policy.auto_fail_confidence),
  })
  const derived: Derived[] = deriveBands(bands, accuracy, policy)
  const known = new Set(derived.map(({ band, verdict }) => `${verdict} ${band}`))
  for (const { band, verdict, proven, ...place } of await countDecisions(ctx, { days: 30 })) {
    if (!proven || known.has(`${verdict} ${band}`)) continue
    known.add(`${verdict} ${band}`)
    const figures = deriveBand(countingOf([]), accuracy, fixedCut(verdict, policy))
    derived.push({ band, verdict, ...place, ...figures })
  }
  const views = derived.flatMap((band) => {
    const target = targets.get(band.targetId)
    return target ? [viewOf(band, target)] : []
  })
  const data = views.sort(
    (a, b) =>
      Number(b.current) - Number(a.current) ||
      order.indexOf(a.state) - order.indexOf(b.state) ||
      a.band.localeCompare(b.band) ||
      a.verdict.localeCompare(b.verdict),
  )
  return { data, next_cursor: null, accuracy }
}
