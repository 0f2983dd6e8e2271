import { eq, sql } from 'drizzle-orm'

import { defects } from '#db/schema/defects.ts'
import { getDefectRow } from '#lib/defects/queries.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import type { Ctx } from '#lib/platform/context.ts'

/**
 * Somebody moved the defect's issue in the tracker: done there resolves it here, open again there reopens it here.
 * Call it only for a move that Earshot did not make itself. Returns whether anything changed.
 */
export async function followTracker(
  tx: Ctx,
  defectId: string,
  move: 'done' | 'open',
  issueKey: string,
): Promise<boolean> {
  const row = await getDefectRow(tx, defectId, true)
  const hasEnded = row.status === 'resolved' || row.status === 'closed'
  if (hasEnded === (move === 'done')) return false
  await tx.db
    .update(defects)
    .set(
      move === 'done'
        ? { status: 'resolved', resolvedAt: sql`now()` }
        : { status: 'reopened', resolvedAt: null },
    )
    .where(eq(defects.id, defectId))
  await recordAudit(tx, {
    action: move === 'done' ? 'defect.resolve' : 'defect.reopen',
    entityType: 'defect',
    entityId: defectId,
    detail: { by: 'tracker', issue: issueKey },
    before: { status: row.status },
    after: { status: move === 'done' ? 'resolved' : 'reopened' },
  })
  return true
}
