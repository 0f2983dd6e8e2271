import { DeadLetterChoice, type DiscardResult, mostLetters } from '#lib/dead-letters/views.ts'
import { countByQueue, missingOf } from '#lib/dead-letters/tell-letters.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { dropDeadLetters } from '#lib/platform/jobs/dead-letters.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { lockDeadLetters } from '#lib/platform/jobs/list-dead-letters.ts'

/** Removes dead jobs for good. What they were is kept in the activity log. */
export async function discardDeadLetters(
  ctx: Ctx,
  input: DeadLetterChoice,
): Promise<DiscardResult> {
  authorize(ctx.actor, 'queue:write')
  const { ids, queue } = DeadLetterChoice.parse(input)
  const sight = await sightOf(ctx)
  return inTransaction(ctx, async (tx) => {
    const letters = await lockDeadLetters(tx, sight, {
      ...(ids && { ids }),
      queue,
      limit: mostLetters,
    })
    const gone = letters.map(({ id }) => id)
    if (gone.length > 0) {
      await dropDeadLetters(withinCtx(tx), gone)
      await recordAudit(tx, {
        action: 'dead_letter.discard',
        entityType: 'dead_letter',
        entityId: gone.length === 1 ? (gone[0] ?? null) : null,
        detail: { jobs: countByQueue(letters), ids: gone },
        before: {
          letters: letters.slice(0, 50).map((letter) => ({
            queue: letter.queue,
            cause: letter.cause,
            payload: letter.payload,
          })),
        },
      })
    }
    return { discarded: gone, missing: missingOf(ids, letters) }
  })
}
