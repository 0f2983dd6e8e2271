import { sql } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** What becomes of a message that a person sends again: due now, with all its tries, and who wanted it. */
export const sentAgain = ({ actor }: Pick<Ctx, 'actor'>) => ({
  status: 'pending' as const,
  attempts: 0,
  attemptedAt: null,
  sentAt: null,
  nextAttemptAt: sql`now()`,
  reason: sql`${notifications.reason} || ${`; sent again by ${actor.name}`}`,
})
