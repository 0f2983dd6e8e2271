import { eq } from 'drizzle-orm'

import {
  validationResults,
  validationResultVersions,
  voiceTestExecutions,
} from '#db/schema/index.ts'
import type { Validation, ValidationPolicy } from '#lib/validation/types.ts'

import { recordAudit } from '../audit/record-audit.ts'
import { authorize } from '../auth/authorize.ts'
import { inTransaction, type Ctx } from '../context.ts'
import { getExecutionRow } from './execution-queries.ts'
import { judgeExecution } from './judge.ts'
import { rejudgeExecution } from './rejudge-execution.ts'

/**
 * Judges a stored execution anew from its evidence; nothing is called. The judgement it replaces is kept. A
 * person's decision stays in force: then only the scores are renewed. Returns the new judgement.
 */
export async function revalidateExecution(
  ctx: Ctx,
  executionId: string,
  policy: ValidationPolicy,
): Promise<Validation> {
  authorize(ctx.actor, 'run:start')
  return inTransaction(ctx, async (tx) => {
    const row = await getExecutionRow(tx, executionId)
    const validation = judgeExecution({
      executionId,
      case: row.case,
      turns: row.turns,
      twinTurns: row.twinTurns,
      policy,
    })
    const { revision, ...before } = row.validation
    await tx.db
      .insert(validationResultVersions)
      .values({ executionId, revision, result: before })
      .onConflictDoNothing()
    const decided = before.reviewStatus === 'approved' || before.reviewStatus === 'rejected'
    await tx.db
      .update(validationResults)
      .set({
        score: validation.score,
        scores: validation.scores,
        policyVersion: validation.policyVersion,
        twinVerdict: validation.twin?.verdict ?? null,
        twinReason: validation.twin?.reason ?? null,
        revision: revision + 1,
        validatedAt: new Date(),
        ...(!decided && {
          confidence: validation.confidence,
          blame: validation.blame,
          reason: validation.reason,
        }),
      })
      .where(eq(validationResults.executionId, executionId))
    // People decide on the spoken side; nobody has judged the text side before.
    await tx.db
      .update(voiceTestExecutions)
      .set({ twinVerdict: validation.twin?.verdict ?? null })
      .where(eq(voiceTestExecutions.id, executionId))
    if (!decided)
      await rejudgeExecution(tx, executionId, {
        verdict: validation.verdict,
        reviewStatus: validation.status,
      })
    await recordAudit(tx, {
      action: 'execution.revalidate',
      entityType: 'execution',
      entityId: executionId,
      detail: { before: before.verdict, after: validation.verdict },
    })
    return validation
  })
}
