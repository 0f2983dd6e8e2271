import { and, eq, inArray, sql } from 'drizzle-orm'

import { defects } from '#db/schema/defects.ts'
import type { DefectRow } from '#lib/defects/record-failures.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type Passed = { caseId: string; language: string }

const open = ['open', 'in_progress', 'reopened'] as const

type Streak = { id: string; clean: number }

/**
 * For each defect, how many of the latest runs in a row its case passed cleanly where the defect has shown itself: on
 * that target, in that mode, through that device profile. Of several such places the one with the fewest counts: a
 * voice that is heard wrong in noise is not mended by text that is understood. A run passes cleanly when every judged item
 * passed and none only after being tried again; what still waits for a person counts neither way.
 */
async function cleanStreaks(tx: Ctx, ids: string[], passes: number): Promise<Streak[]> {
  return tx.db.execute<Streak>(sql`
    select d.id, min(streak.clean)::int as clean
    from defects d cross join lateral (
      select r.target_id, r.mode, e.device_profile_id, max(r.id::text)::uuid as run_id
      from defect_executions l
      join voice_test_executions e on e.id = l.execution_id join test_runs r on r.id = e.run_id
      where l.defect_id = d.id group by 1, 2, 3
    ) seen cross join lateral (
      select count(*) filter (where unbroken) as clean from (
        select bool_and(latest.clean) over (order by latest.run_id desc) as unbroken from (
          select q.run_id, bool_and(q.verdict = 'passed' and q.retries = 0) as clean
          from test_execution_queue q join test_runs r on r.id = q.run_id
          join voice_test_executions e on e.id = q.execution_id
          where q.case_id = d.case_id and q.language = d.language and q.organization_id = d.organization_id
            and q.verdict in ('passed', 'failed') and e.review_status <> 'manual_review'
            and r.status = 'completed' and r.target_id = seen.target_id and r.mode = seen.mode
            and q.device_profile_id is not distinct from seen.device_profile_id
            and r.id > seen.run_id
          group by q.run_id order by q.run_id desc limit ${passes}
        ) latest
      ) runs
    ) streak
    where d.id in (${sql.join(
      ids.map((id) => sql`${id}::uuid`),
      sql`, `,
    )}) group by d.id`)
}

async function openDefects(tx: Ctx, passed: readonly Passed[]): Promise<DefectRow[]> {
  const languages = new Set(passed.map(({ caseId, language }) => `${caseId} ${language}`))
  const rows = await tx.db
    .select()
    .from(defects)
    .where(
      and(
        eq(defects.organizationId, tx.organizationId),
        inArray(defects.status, [...open]),
        inArray(defects.caseId, [...new Set(passed.map(({ caseId }) => caseId))]),
      ),
    )
    .orderBy(defects.id)
    .for('update')
  return rows.filter(({ caseId, language }) => languages.has(`${caseId} ${language}`))
}

/**
 * Resolves the defects of cases that have now passed cleanly in `passes` runs in a row wherever they had failed, so that
 * neither one lucky run nor one of another kind closes anything. Call it within a transaction; repeating it changes nothing. Returns the defects that were resolved.
 */
export async function recordPasses(
  tx: Ctx,
  passed: readonly Passed[],
  passes: number,
): Promise<DefectRow[]> {
  if (passed.length === 0) return []
  const rows = await openDefects(tx, passed)
  if (rows.length === 0) return []
  const proven = new Set(
    (
      await cleanStreaks(
        tx,
        rows.map(({ id }) => id),
        passes,
      )
    )
      .filter(({ clean }) => clean >= passes)
      .map(({ id }) => id),
  )
  if (proven.size === 0) return []
  const resolved = await tx.db
    .update(defects)
    .set({ status: 'resolved', resolvedAt: sql`now()` })
    .where(inArray(defects.id, [...proven]))
    .returning()
  const statuses = new Map(rows.map(({ id, status }) => [id, status]))
  for (const { id } of resolved)
    await recordAudit(tx, {
      action: 'defect.resolve',
      entityType: 'defect',
      entityId: id,
      detail: { clean_runs: passes },
      before: { status: statuses.get(id) },
      after: { status: 'resolved' },
    })
  return resolved
}
