import { sql } from 'drizzle-orm'
import { z } from 'zod'

import { judgeVersion } from '#lib/engines/validation/band.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { deriveBands, type BandOfReviews } from '#lib/policies/band-states.ts'
import { countDecisions } from '#lib/policies/count-decisions.ts'
import { deriveBand } from '#lib/policies/derive-band.ts'
import { loadPolicies } from '#lib/policies/in-force.ts'
import { readReviewedDecisions } from '#lib/policies/reviewed-decisions.ts'
import type { BandsView, BandView } from '#lib/policies/schema.ts'

type Place = {
  language: string
  target: { id: string; name: string; version: number | null }
}

const Version = z.object({ id: z.uuid(), version: z.number() })

/** Of each target the version since which its settings are what they are. */
async function latestVersions(ctx: Ctx): Promise<Map<string, number>> {
  const rows = await ctx.db.execute(sql`
    select c.id, coalesce((select max(h.version) from configuration_history h
      where h.configuration_id = c.id and h.config <> c.config), 0) + 1 as version
    from configurations c where c.organization_id = ${ctx.organizationId}`)
  return new Map(
    z
      .array(Version)
      .parse(rows)
      .map(({ id, version }) => [id, version]),
  )
}

function viewOf(
  band: Omit<BandOfReviews, 'samples'>,
  { language, target }: Place,
  latest: ReadonlyMap<string, number>,
): BandView {
  const promise = Math.round((1 - settings().VALIDATION_ACCURACY_THRESHOLD) * 1e9) / 1e9
  return {
    band: band.band,
    verdict: band.verdict,
    mix: band.band.split(' | ')[0] ?? '',
    language,
    target,
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
    current:
      target.version === latest.get(target.id) && band.band.endsWith(`judge ${judgeVersion}`),
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
  const decisions = await readReviewedDecisions(db, ctx.organizationId)
  const latest = await latestVersions(ctx)
  const places = new Map<string, Place>()
  for (const { band, language, target } of decisions) places.set(band, { language, target })
  const reviewed = deriveBands(decisions, accuracy, policy)
  const known = new Set(reviewed.map(({ band, verdict }) => `${verdict} ${band}`))
  const fresh = []
  for (const row of await countDecisions(ctx, { days: 30 })) {
    const { band, verdict, language } = row
    if (!row.proven || known.has(`${verdict} ${band}`)) continue
    known.add(`${verdict} ${band}`)
    const { targetId: id, targetName: name, targetVersion: version } = row
    places.set(band, { language, target: { id, name, version } })
    const fixed = verdict === 'passed' ? policy.auto_pass_confidence : policy.auto_fail_confidence
    fresh.push({ band, verdict, ...deriveBand([], accuracy, fixed) })
  }
  const views = [...reviewed, ...fresh].flatMap((band) => {
    const place = places.get(band.band)
    return place ? [viewOf(band, place, latest)] : []
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
