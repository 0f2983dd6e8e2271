import { findObstacles, payloadOf } from '#lib/dead-letters/requeue-obstacles.ts'
import { DeadLetterChoice, mostLetters, type RequeueResult } from '#lib/dead-letters/views.ts'
import { countByQueue, missingOf } from '#lib/dead-letters/tell-letters.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { dropDeadLetters } from '#lib/platform/jobs/dead-letters.ts'
import { enqueue, withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { lockDeadLetters } from '#lib/platform/jobs/list-dead-letters.ts'

/**
 * Sends dead jobs to their queues again, each once, with all their tries. One whose work is over stays, and the answer
 * says why; one that somebody else has dealt with is `missing`.
 */
export async function requeueDeadLetters(
  ctx: Ctx,
  input: DeadLetterChoice,
): Promise<RequeueResult> {
  authorize(ctx.actor, 'queue:write')
  const { ids, queue } = DeadLetterChoice.parse(input)
  const sight = await sightOf(ctx)
  return inTransaction(ctx, async (tx) => {
    const letters = await lockDeadLetters(tx, sight, {
      ...(ids && { ids }),
      queue,
      limit: mostLetters,
    })
    const obstacles = await findObstacles(tx, letters)
    const sent = letters.filter(({ id }) => !obstacles.has(id))
    for (const letter of sent) {
      const payload = payloadOf(tx, letter)
      if (payload !== null) await enqueue(tx, letter.queue, payload)
    }
    if (sent.length > 0) {
      await dropDeadLetters(
        withinCtx(tx),
        sent.map(({ id }) => id),
      )
      await recordAudit(tx, {
        action: 'dead_letter.requeue',
        entityType: 'dead_letter',
        entityId: sent.length === 1 ? (sent[0]?.id ?? null) : null,
        detail: { jobs: countByQueue(sent), ids: sent.map(({ id }) => id) },
      })
    }
    return {
      requeued: sent.map(({ id }) => id),
      refused: [...obstacles].map(([id, reason]) => ({ id, reason })),
      missing: missingOf(ids, letters),
    }
  })
}
