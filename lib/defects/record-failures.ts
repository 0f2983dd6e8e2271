import { and, eq, inArray, sql } from 'drizzle-orm'

import type { CasePriority } from '#db/enums.ts'
import { defectExecutions, defects } from '#db/schema/defects.ts'
import { fingerprintOf } from '#lib/defects/fingerprint.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** A judged failure with its evidence. `executionIds` are all executions of a run that failed in this way. */
export type Failure = {
  caseId: string
  caseName: string
  priority: CasePriority
  language: string
  blame: string | null
  validator: string | null
  /** in words */
  reason: string
  executionIds: string[]
}

export type DefectRow = typeof defects.$inferSelect

/** What a failure did to its defect. `known`: nothing new but more evidence; `repeated`: none even of that. */
export type RecordedFailure = {
  defect: DefectRow
  failure: Failure
  effect: 'created' | 'reopened' | 'known' | 'repeated'
}

const ended = new Set(['resolved', 'closed'])

const titleOf = ({ caseName, language, blame }: Failure) =>
  `${caseName} (${language})${blame ? `: ${blame.replaceAll('_', ' ')}` : ''}`.slice(0, 300)

/**
 * How bad it is until a person says otherwise: as important as its case. A late answer is no critical fault of itself,
 * however critical its case: the machine it was measured on may have been slow.
 */
const severityOf = ({ priority, blame }: Failure): CasePriority =>
  blame === 'latency' && priority === 'critical' ? 'high' : priority

async function insertNew(tx: Ctx, byFingerprint: Map<string, Failure>): Promise<Set<string>> {
  const rows = await tx.db
    .insert(defects)
    .values(
      [...byFingerprint].map(([fingerprint, failure]) => ({
        organizationId: tx.organizationId,
        caseId: failure.caseId,
        title: titleOf(failure),
        description: failure.reason.slice(0, 20_000),
        severity: severityOf(failure),
        blame: failure.blame,
        language: failure.language,
        fingerprint,
        occurrences: 0,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: defects.id })
  return new Set(rows.map(({ id }) => id))
}

/** Links the evidence; returns how many executions each defect did not have yet. */
async function linkEvidence(tx: Ctx, links: { defectId: string; executionId: string }[]) {
  const fresh = new Map<string, number>()
  for (let from = 0; from < links.length; from += 2_000) {
    const rows = await tx.db
      .insert(defectExecutions)
      .values(links.slice(from, from + 2_000))
      .onConflictDoNothing()
      .returning({ defectId: defectExecutions.defectId })
    for (const { defectId } of rows) fresh.set(defectId, (fresh.get(defectId) ?? 0) + 1)
  }
  return fresh
}

async function apply(tx: Ctx, row: DefectRow, fresh: number, reopen: boolean): Promise<DefectRow> {
  if (fresh === 0) return row
  const [written] = await tx.db
    .update(defects)
    .set({
      occurrences: sql`${defects.occurrences} + ${fresh}`,
      ...(reopen && { status: 'reopened' as const, resolvedAt: null }),
    })
    .where(eq(defects.id, row.id))
    .returning()
  if (reopen)
    await recordAudit(tx, {
      action: 'defect.reopen',
      entityType: 'defect',
      entityId: row.id,
      before: { status: row.status },
      after: { status: 'reopened' },
    })
  return written ?? row
}

/**
 * Files failures of one run, begun at `begunAt`, under their defects: a new one is made, a known one gains evidence,
 * a resolved or closed one comes back. A run that had begun before the defect was closed proves nothing against it.
 * Call it within a transaction; repeating it changes nothing.
 */
export async function recordFailures(
  tx: Ctx,
  failures: readonly Failure[],
  begunAt: Date,
): Promise<RecordedFailure[]> {
  const byFingerprint = new Map<string, Failure>()
  for (const failure of failures) {
    const key = fingerprintOf({ ...failure, organizationId: tx.organizationId })
    const found = byFingerprint.get(key)
    const executionIds = [...(found?.executionIds ?? []), ...failure.executionIds]
    byFingerprint.set(key, { ...(found ?? failure), executionIds })
  }
  if (byFingerprint.size === 0) return []
  const created = await insertNew(tx, byFingerprint)
  const rows = await tx.db
    .select()
    .from(defects)
    .where(
      and(
        eq(defects.organizationId, tx.organizationId),
        inArray(defects.fingerprint, [...byFingerprint.keys()]),
      ),
    )
    .orderBy(defects.id)
    .for('update')
  const fresh = await linkEvidence(
    tx,
    rows.flatMap(({ id, fingerprint }) =>
      (byFingerprint.get(fingerprint)?.executionIds ?? []).map((executionId) => ({
        defectId: id,
        executionId,
      })),
    ),
  )
  const recorded: RecordedFailure[] = []
  for (const row of rows) {
    const failure = byFingerprint.get(row.fingerprint)
    if (!failure) continue
    const gained = fresh.get(row.id) ?? 0
    const reopen = ended.has(row.status) && (row.resolvedAt === null || begunAt > row.resolvedAt)
    const defect = await apply(tx, row, gained, reopen)
    if (created.has(row.id))
      await recordAudit(tx, {
        action: 'defect.create',
        entityType: 'defect',
        entityId: row.id,
        detail: { title: row.title, severity: row.severity },
      })
    const effect = created.has(row.id)
      ? 'created'
      : gained === 0
        ? 'repeated'
        : reopen
          ? 'reopened'
          : 'known'
    recorded.push({ defect, failure, effect })
  }
  return recorded
}
