import { z } from 'zod'

import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'

const Key = z.object({ targetId: z.uuid(), language: z.string(), key: z.string() })

export const KeptBand = Key.extend({
  band: z.string(),
  verdict: z.enum(['passed', 'failed']),
  targetVersion: z.number().nullable(),
  ranges: z.record(z.string(), z.array(z.number())),
  revision: z.number(),
  /** its reviews are still those that were counted */
  valid: z.boolean(),
})
export type KeptBand = z.output<typeof KeptBand>

const insert = `
  insert into band_counts (organization_id, target_id, language, key, band, verdict, target_version, ranges, revision)
  select $1::uuid, b."targetId", b.language, b.key, b.band, b.verdict, b."targetVersion", b.ranges, b.revision + 1
  from jsonb_to_recordset($2::jsonb) as b("targetId" uuid, language text, key text, band text, verdict text,
    "targetVersion" int, ranges jsonb, revision int)
  on conflict (organization_id, target_id, language, key) do update set
    target_version = excluded.target_version, ranges = excluded.ranges, revision = excluded.revision`

/**
 * Keeps what was counted and forgets bands without reviews (`gone`), as of `changes` (ids of `band_changes`), unless
 * somebody else has kept what they counted since it was read. One at a time for an organization; whoever comes meanwhile
 * keeps nothing.
 */
export async function keepBands(
  ctx: Ctx,
  changes: number[],
  { counted, gone }: { counted: KeptBand[]; gone: KeptBand[] },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const db = withinCtx(tx)
    const { rows } = await db.executeSql(
      `select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free`,
      [`bands ${ctx.organizationId}`],
    )
    if (!z.object({ free: z.boolean() }).parse(rows[0]).free) return
    const same = await db.executeSql(
      `select (select count(*) from band_changes where id = any($1::bigint[]))::int as changes,
        (select count(*) from jsonb_to_recordset($3::jsonb) as k("targetId" uuid, language text, key text, revision int)
          left join band_counts b on (b.organization_id, b.target_id, b.language, b.key) = ($2::uuid, k."targetId", k.language, k.key)
          where coalesce(b.revision, 0) = k.revision)::int as bands`,
      [changes, ctx.organizationId, JSON.stringify([...counted, ...gone])],
    )
    const found = z.object({ changes: z.number(), bands: z.number() }).parse(same.rows[0])
    if (found.changes < changes.length) return
    if (found.bands < counted.length + gone.length) return
    await db.executeSql(`delete from band_changes where id = any($1::bigint[])`, [changes])
    await db.executeSql(insert, [ctx.organizationId, JSON.stringify(counted)])
    await db.executeSql(
      `delete from band_counts b using jsonb_to_recordset($2::jsonb) as k("targetId" uuid, language text, key text)
      where (b.organization_id, b.target_id, b.language, b.key) = ($1::uuid, k."targetId", k.language, k.key)`,
      [ctx.organizationId, JSON.stringify(gone)],
    )
  })
}
