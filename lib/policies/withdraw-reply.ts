import { and, eq, isNull, sql } from 'drizzle-orm'

import { approvedReplies, rejectedReplies } from '#db/schema/policies.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { getReply } from '#lib/policies/list-replies.ts'
import { WithdrawReplyInput, type ReplyView } from '#lib/policies/schema.ts'

/**
 * Ends what a person's decision says of a wording: from the next run on a person looks at it again. The row stays, with why.
 * Throws `NotFoundError`, and `ConflictError` when it was withdrawn before.
 */
export async function withdrawReply(
  ctx: Ctx,
  id: string,
  input: WithdrawReplyInput,
): Promise<ReplyView> {
  authorize(ctx.actor, 'review:decide')
  const { why } = WithdrawReplyInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const { ruling, case: testCase } = await getReply(tx, id)
    const table = ruling === 'approved' ? approvedReplies : rejectedReplies
    const changed = await tx.db
      .update(table)
      .set({ withdrawnAt: sql`now()`, withdrawnBy: tx.actor.id, withdrawnWhy: why })
      .where(
        and(
          eq(table.id, id),
          eq(table.organizationId, tx.organizationId),
          isNull(table.withdrawnAt),
        ),
      )
      .returning({ id: table.id })
    if (changed.length === 0) throw new ConflictError('This reply was withdrawn already')
    await recordAudit(tx, {
      action: 'reply.withdraw',
      entityType: `${ruling}_reply`,
      entityId: id,
      detail: { case_id: testCase.id, why },
    })
    return getReply(tx, id)
  })
}
