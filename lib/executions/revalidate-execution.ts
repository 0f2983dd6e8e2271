import { eq } from 'drizzle-orm'

import {
  validationResults,
  validationResultVersions,
  voiceTestExecutions,
} from '#db/schema/executions.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import { getExecutionRow } from '#lib/executions/queries.ts'
import { rejudgeExecution } from '#lib/executions/rejudge-execution.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { policyForPurpose } from '#lib/policies/create-policies.ts'
import { loadPrecedents } from '#lib/policies/load-precedents.ts'
import { contextHashes } from '#lib/policies/reply-form.ts'
import { judgeInTime, targetVersionOf } from '#lib/runs/execute/judge.ts'
import { changeRun } from '#lib/runs/results/kept-of.ts'
import { queueReview } from '#lib/runs/results/queue-review.ts'

type ExecutionRow = Awaited<ReturnType<typeof getExecutionRow>>

/**
 * Judges a stored execution by a policy, with the decided replies of today; nothing is called and nothing written. Its case
 * is that of its run, its target the version that answered.
 */
async function judgeStored(
  ctx: Ctx,
  row: ExecutionRow,
  policy: ValidationPolicy,
): Promise<Validation> {
  const { execution } = row
  const precedents = await loadPrecedents(
    withinCtx(ctx),
    execution,
    contextHashes(row.case, execution.language),
  )
  return judgeInTime({
    executionId: execution.id,
    case: row.case,
    turns: row.turns,
    twinTurns: row.twinTurns,
    policy: policyForPurpose(policy, row.purpose),
    precedents,
    targetVersion: targetVersionOf(row.targetId, row.targetVersion),
  })
}

/** Keeps the judgement that is replaced, with why, by whom and by which policy. */
async function keepVersion(tx: Ctx, row: ExecutionRow, policyVersion: number, why: string) {
  const { revision, ...result } = row.validation
  await tx.db
    .insert(validationResultVersions)
    .values({
      executionId: row.execution.id,
      revision,
      result,
      why,
      replacedByPolicy: policyVersion,
      replacedBy: tx.actor.id,
    })
    .onConflictDoNothing()
}

const isDecided = ({ validation: { reviewStatus } }: ExecutionRow) =>
  reviewStatus === 'approved' || reviewStatus === 'rejected'

/** The automatic side is renewed in any case; a person's decision keeps what it stands on. */
async function writeJudgement(tx: Ctx, row: ExecutionRow, validation: Validation): Promise<void> {
  const executionId = row.execution.id
  await tx.db
    .update(validationResults)
    .set({
      score: validation.score,
      scores: validation.scores,
      policyVersion: validation.policyVersion,
      automaticVerdict: validation.verdict,
      automaticConfidence: validation.confidence,
      proven: validation.proven,
      band: validation.band,
      bandText: validation.bandText,
      doubts: validation.doubts,
      twinVerdict: validation.twin?.verdict ?? null,
      twinReason: validation.twin?.reason ?? null,
      revision: row.validation.revision + 1,
      validatedAt: new Date(),
      ...(!isDecided(row) && {
        confidence: validation.confidence,
        blame: validation.blame,
        reason: validation.reason,
      }),
    })
    .where(eq(validationResults.executionId, executionId))
  // People decide on the spoken side; nobody has judged the text side before.
  await tx.db
    .update(voiceTestExecutions)
    .set({
      twinVerdict: validation.twin?.verdict ?? null,
      ...(!isDecided(row) && { confidence: validation.confidence, blame: validation.blame }),
    })
    .where(eq(voiceTestExecutions.id, executionId))
}

/** What the activity log keeps of it; the log is for everybody, so nothing of an open audit. */
function auditedSides({ blind, validation: old }: ExecutionRow, now: Validation) {
  if (blind) return {}
  return {
    before: { automatic_verdict: old.automaticVerdict, policy_version: old.policyVersion },
    after: { automatic_verdict: now.verdict, policy_version: now.policyVersion },
  }
}

/**
 * Judges a stored execution again, from its evidence; nothing is called. The judgement that it replaces is kept with `why`.
 * A person's decision stays in force: then only the automatic side is renewed. Verdict, counters and queue follow in the
 * same transaction. Returns the new judgement.
 */
export async function revalidateExecution(
  ctx: Ctx,
  executionId: string,
  policy: ValidationPolicy,
  why = 'Judged again',
): Promise<Validation> {
  authorize(ctx.actor, 'run:start')
  return inTransaction(ctx, async (tx) => {
    const row = await getExecutionRow(tx, executionId)
    const validation = await judgeStored(tx, row, policy)
    await keepVersion(tx, row, validation.policyVersion, why)
    await writeJudgement(tx, row, validation)
    if (!isDecided(row)) {
      await rejudgeExecution(tx, executionId, {
        verdict: validation.verdict,
        reviewStatus: validation.status,
      })
      if (row.execution.isFinal) {
        const { runId } = row.execution
        const { auditShare } = policy
        await queueReview(tx, { executionId, runId, turns: row.turns, validation, auditShare })
      }
    }
    // Evidence, doubts and the text side are in no counter.
    await changeRun(tx, row.execution.runId)
    await recordAudit(tx, {
      action: 'execution.revalidate',
      entityType: 'execution',
      entityId: executionId,
      detail: { why, policy_version: validation.policyVersion },
      ...auditedSides(row, validation),
    })
    return validation
  })
}
