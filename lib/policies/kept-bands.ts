import { z } from 'zod'

import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx, type Statements } from '#lib/platform/jobs/enqueue.ts'
import { bandsOf, type ReviewedBand } from '#lib/policies/band-states.ts'
import { keepBands, KeptBand } from '#lib/policies/keep-bands.ts'
import {
  countedBefore,
  countRanges,
  isKept,
  rangeKey,
  type Range,
} from '#lib/policies/range-counts.ts'
import { ReviewedDecision, reviewedColumns } from '#lib/policies/reviewed-decisions.ts'

const Read = z.object({
  kept: z.array(KeptBand),
  /** ids of `band_changes` */
  changes: z.array(z.number()),
  samples: z.array(ReviewedDecision.extend({ key: z.string() })),
})
type Read = z.output<typeof Read>

/** Counts as they are kept, and the reviews of bands that changed since or whose ranges are missing. One statement: one moment. */
const statement = `
  with changed as (
    select c.id, c.target_id, c.language, c.key from band_changes c where c.organization_id = $1::uuid
  ), kept as (
    select b.*, not exists (
        select 1 from changed c where (c.target_id, c.language, c.key) = (b.target_id, b.language, b.key)) as valid,
      jsonb_exists_all(b.ranges, case b.verdict when 'passed' then $2::text[] else $3::text[] end) as complete
    from band_counts b where b.organization_id = $1::uuid
  ), wanted as (
    select target_id, language, key from changed
    union select target_id, language, key from kept where not complete
  )
  select
    (select coalesce(jsonb_agg(jsonb_build_object('targetId', k.target_id, 'language', k.language, 'key', k.key,
      'band', k.band, 'verdict', k.verdict, 'targetVersion', k.target_version, 'ranges', k.ranges,
      'revision', k.revision, 'valid', k.valid)), '[]') from kept k) as kept,
    (select coalesce(jsonb_agg(c.id), '[]') from changed c) as changes,
    (select coalesce(jsonb_agg(to_jsonb(s) order by s."executionId"), '[]') from (
      select d.key, ${reviewedColumns} from wanted w join reviewed_decisions d
        on d.organization_id = $1::uuid and (d.target_id, d.language, d.key) = (w.target_id, w.language, w.key)) s) as samples`

type Wanted = Record<'passed' | 'failed', readonly Range[]>

async function read(db: Statements, organizationId: string, ranges: Wanted): Promise<Read> {
  const keys = (verdict: keyof Wanted) => ranges[verdict].map(rangeKey)
  const { rows } = await db.executeSql(statement, [organizationId, keys('passed'), keys('failed')])
  return Read.parse(rows[0])
}

const placeOf = ({ targetId, language, key }: Pick<KeptBand, 'targetId' | 'language' | 'key'>) =>
  `${targetId} ${language} ${key}`

/** What is to be kept of a band that was counted; null when it is kept already. */
function keptOf(
  old: KeptBand | undefined,
  band: ReviewedBand,
  key: string,
  ranges: readonly Range[],
) {
  const { count, ...rest } = band
  const before = old?.valid ? old.ranges : {}
  const added = ranges.filter((range) => isKept(range) && !(rangeKey(range) in before))
  if (old?.valid && added.length === 0) return null
  const numbers = { ...before, ...countRanges(count, added) }
  return { ...rest, key, ranges: numbers, revision: old?.revision ?? 0, valid: true }
}

/**
 * All bands that reviews exist of, able to count the ranges of confidence that were asked for. Only bands whose reviews have
 * changed since are counted, and then kept: what it costs does not grow with the reviews there are.
 */
export async function readBands(ctx: Ctx, ranges: Wanted): Promise<ReviewedBand[]> {
  const found = await read(withinCtx(ctx), ctx.organizationId, ranges)
  const known = new Map(found.kept.map((kept) => [placeOf(kept), kept]))
  const counted: KeptBand[] = []
  const bands: ReviewedBand[] = []
  for (const [place, samples] of Map.groupBy(found.samples, placeOf)) {
    const [band] = bandsOf(samples)
    if (!band) continue
    bands.push(band)
    const kept = keptOf(known.get(place), band, samples[0]?.key ?? '', ranges[band.verdict])
    if (kept) counted.push(kept)
    known.delete(place)
  }
  const gone = [...known.values()].filter(({ valid }) => !valid)
  for (const { valid, ranges: numbers, key: _key, revision: _revision, ...band } of known.values())
    if (valid) bands.push({ ...band, count: countedBefore(numbers) })
  if (found.changes.length > 0 || counted.length > 0)
    await keepBands(ctx, found.changes, { counted, gone })
  return bands
}
