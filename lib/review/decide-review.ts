import { and, asc, eq, sql } from 'drizzle-orm'

import { reviewDecisions, reviewItems, users } from '#db/schema/index.ts'
import { getExecutionRow } from '#lib/runs/execution-queries.ts'
import { rejudgeExecution } from '#lib/runs/rejudge-execution.ts'

import { recordAudit } from '../audit/record-audit.ts'
import { authorize } from '../auth/authorize.ts'
import { inTransaction, type Ctx } from '../context.ts'
import { ConflictError, InvalidError, NotFoundError } from '../errors.ts'
import { enqueue, withinCtx } from '../jobs/enqueue.ts'
import { announce } from '../runs/announce.ts'
import { DecideReviewInput } from './schema.ts'

type Verdict = 'passed' | 'failed' | 'invalid'

const opposite = { passed: 'failed', failed: 'passed', invalid: 'failed' } as const

/** What the person found, and whether it confirms the automatic verdict. */
export function resolveDecision(
  input: { decision?: 'approved' | 'rejected' | undefined; verdict?: Verdict | undefined },
  automatic: Verdict,
): { decision: 'approved' | 'rejected'; verdict: Verdict } {
  const verdict = input.verdict ?? (input.decision === 'approved' ? automatic : opposite[automatic])
  const decision = verdict === automatic ? 'approved' : 'rejected'
  if (input.decision && input.decision !== decision)
    throw new InvalidError(
      `The automatic verdict is ${automatic}: ${verdict} cannot be ${input.decision}`,
      [{ path: 'verdict', message: `contradicts the decision ${input.decision}` }],
    )
  return { decision, verdict }
}

async function lockItem(tx: Ctx, itemId: string) {
  const [row] = await tx.db
    .select({
      item: reviewItems,
      holder: users.name,
      leased: sql<boolean>`coalesce(${reviewItems.leaseExpiresAt} > now(), false)`,
    })
    .from(reviewItems)
    .leftJoin(users, eq(users.id, reviewItems.claimedBy))
    .where(and(eq(reviewItems.id, itemId), eq(reviewItems.organizationId, tx.organizationId)))
    .for('update', { of: reviewItems })
  if (!row) throw new NotFoundError('review item', itemId)
  if (row.item.status !== 'pending') throw new ConflictError('This item has been decided already')
  if (row.leased && row.item.claimedBy !== tx.actor.id)
    throw new ConflictError(`${row.holder ?? 'Somebody else'} is working on this item`)
  return row.item
}

/** What Earshot had said before any person decided: a second review is measured against that, too. */
async function automaticJudgement(tx: Ctx, executionId: string) {
  const [first] = await tx.db
    .select({
      verdict: reviewDecisions.automaticVerdict,
      confidence: reviewDecisions.automaticConfidence,
    })
    .from(reviewDecisions)
    .where(eq(reviewDecisions.executionId, executionId))
    .orderBy(asc(reviewDecisions.id))
    .limit(1)
  if (first) return first
  const { validation } = await getExecutionRow(tx, executionId)
  return { verdict: validation.verdict, confidence: validation.confidence }
}

/**
 * Records a person's decision: it outranks the score, and is kept with who, when, how long it took and why.
 * Verdict, counters and roll-ups follow in the same transaction. Throws `ConflictError` when somebody else
 * holds the item or it is decided.
 */
export async function decideReview(
  ctx: Ctx,
  itemId: string,
  input: DecideReviewInput,
): Promise<{ decision: 'approved' | 'rejected'; verdict: Verdict }> {
  authorize(ctx.actor, 'review:decide')
  const { notes, ...wanted } = DecideReviewInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const item = await lockItem(tx, itemId)
    const automatic = await automaticJudgement(tx, item.executionId)
    const { decision, verdict } = resolveDecision(wanted, automatic.verdict)
    await tx.db.insert(reviewDecisions).values({
      organizationId: tx.organizationId,
      itemId,
      executionId: item.executionId,
      reviewerId: tx.actor.id,
      decision,
      verdict,
      automaticVerdict: automatic.verdict,
      automaticConfidence: automatic.confidence,
      notes,
      durationMs: item.claimedAt ? Date.now() - item.claimedAt.getTime() : null,
    })
    await tx.db
      .update(reviewItems)
      .set({
        status: 'decided',
        decidedAt: new Date(),
        claimedBy: tx.actor.id,
        leaseExpiresAt: null,
      })
      .where(eq(reviewItems.id, itemId))
    await rejudgeExecution(tx, item.executionId, { verdict, reviewStatus: decision })
    await enqueue(tx, 'run.notify', {
      runId: item.runId,
      organizationId: tx.organizationId,
      moment: 'reviewed',
    })
    await announce(withinCtx(tx), [
      { type: 'review', organization_id: tx.organizationId, run_id: item.runId },
      { type: 'run', organization_id: tx.organizationId, run_id: item.runId },
    ])
    await recordAudit(tx, {
      action: 'review.decide',
      entityType: 'execution',
      entityId: item.executionId,
      detail: { decision, verdict, automatic: automatic.verdict },
    })
    return { decision, verdict }
  })
}
