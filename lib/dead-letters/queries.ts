import { findObstacles } from '#lib/dead-letters/requeue-obstacles.ts'
import type { DeadLetterQuery, DeadLetterView } from '#lib/dead-letters/views.ts'
import { auditedChanges } from '#lib/platform/audit/changes.ts'
import { maskAddresses } from '#lib/platform/audit/mask-addresses.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import type { Ctx } from '#lib/platform/context.ts'
import type { Page } from '#lib/platform/format/cursor.ts'
import { listDeadLetters, type DeadLetter } from '#lib/platform/jobs/list-dead-letters.ts'

function toView(ctx: Ctx, letter: DeadLetter, obstacle: string | null): DeadLetterView {
  const { id, queue, cause, attempts, sentAt, diedAt } = letter
  const words = { cause, payload: auditedChanges(null, letter.payload).after ?? {} }
  const shown = may(ctx.actor, 'user:write') ? words : (maskAddresses(words) as typeof words)
  return {
    ...{ id, queue, attempts, obstacle, ...shown },
    sent_at: sentAt?.toISOString() ?? null,
    died_at: diedAt.toISOString(),
  }
}

/** Jobs of the organization that used up their tries, newest first, each with why requeueing it would do nothing. */
export async function findDeadLetters(
  ctx: Ctx,
  query: DeadLetterQuery,
): Promise<Page<DeadLetterView>> {
  const { data, next_cursor } = await listDeadLetters(ctx, await sightOf(ctx), query)
  const obstacles = await findObstacles(ctx, data)
  return {
    data: data.map((letter) => toView(ctx, letter, obstacles.get(letter.id) ?? null)),
    next_cursor,
  }
}
