import { and, eq, sql } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { reviewDecisions, reviewItems } from '#db/schema/review.ts'
import type { Score } from '#lib/engines/validation/score.ts'
import { getExecutionRow } from '#lib/executions/queries.ts'
import { rejudgeExecution } from '#lib/executions/rejudge-execution.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, ConflictError, InvalidError, NotFoundError } from '#lib/platform/errors.ts'
import { enqueue, withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { keepReplies } from '#lib/policies/keep-replies.ts'
import { isBlind } from '#lib/review/queries.ts'
import { DecideReviewInput } from '#lib/review/schema.ts'
import { publish } from '#lib/runs/publish.ts'

type Verdict = 'passed' | 'failed' | 'invalid'

const opposite = { passed: 'failed', failed: 'passed', invalid: 'failed' } as const

type Wanted = {
  decision?: 'approved' | 'rejected' | undefined
  verdict?: Verdict | undefined
}

/**
 * What the person found, and whether it confirms the automatic verdict. `blind`: the person does not know that verdict, so
 * only a verdict of their own counts, and no answer may tell them.
 */
export function resolveDecision(
  { decision: wanted, verdict: named }: Wanted,
  automatic: Verdict,
  blind = false,
): { decision: 'approved' | 'rejected'; verdict: Verdict } {
  if (blind && named === undefined)
    throw new InvalidError(
      'This is a blind audit: name the verdict that you found (passed, failed or invalid)',
      [{ path: 'verdict', message: 'is needed in a blind audit' }],
    )
  const verdict = named ?? (wanted === 'approved' ? automatic : opposite[automatic])
  const decision = verdict === automatic ? 'approved' : 'rejected'
  if (!blind && wanted && wanted !== decision)
    throw new InvalidError(
      `The automatic verdict is ${automatic}: ${verdict} cannot be ${wanted}`,
      [{ path: 'verdict', message: `contradicts the decision ${wanted}` }],
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

type Row = Awaited<ReturnType<typeof getExecutionRow>>

/** What the decision says of the wording of replies, for the next run. */
const keepWordings = (tx: Ctx, row: Row, decisionId: string, verdict: Verdict) =>
  keepReplies(tx, {
    decisionId,
    executionId: row.execution.id,
    caseId: row.execution.caseId,
    language: row.execution.language,
    case: row.case,
    turns: row.turns,
    scores: row.validation.scores as Score[],
    verdict,
  })

/**
 * Records a person's decision: it outranks the score, and is kept with who, when, how long it took and why.
 * Verdict, counters and roll-ups follow in the same transaction. `kept`: wordings that are decided without a person from
 * now on. Throws `ConflictError` when somebody else
 * holds the item or it is decided.
 */
export async function decideReview(
  ctx: Ctx,
  itemId: string,
  input: DecideReviewInput,
): Promise<{ decision: 'approved' | 'rejected'; verdict: Verdict; kept: number }> {
  authorize(ctx.actor, 'review:decide')
  const { notes, ...wanted } = DecideReviewInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const item = await lockItem(tx, itemId)
    const row = await getExecutionRow(tx, item.executionId)
    const { automaticVerdict, automaticConfidence, proven, band } = row.validation
    const { decision, verdict } = resolveDecision(wanted, automaticVerdict, isBlind(item))
    const [decided] = await tx.db
      .insert(reviewDecisions)
      .values({
        organizationId: tx.organizationId,
        itemId,
        executionId: item.executionId,
        reviewerId: tx.actor.id,
        ...{ decision, verdict, automaticVerdict, automaticConfidence, band, notes },
        automaticProven: proven,
        durationMs: item.claimedAt ? Date.now() - item.claimedAt.getTime() : null,
      })
      .returning({ id: reviewDecisions.id })
    if (!decided) throw new AppError('internal', 'Insert returned no decision')
    const replies = await keepWordings(tx, row, decided.id, verdict)
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
    await publish(withinCtx(tx), [
      { type: 'review', organization_id: tx.organizationId, run_id: item.runId },
      { type: 'run', organization_id: tx.organizationId, run_id: item.runId },
    ])
    await recordAudit(tx, {
      action: 'review.decide',
      entityType: 'execution',
      entityId: item.executionId,
      detail: { decision, verdict, automatic: automaticVerdict, replies },
      before: { verdict: row.validation.verdict, review_status: row.validation.reviewStatus },
      after: { verdict, review_status: decision },
    })
    return { decision, verdict, kept: replies.kept }
  })
}
