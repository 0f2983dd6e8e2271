import { busyOrganizations } from '#lib/notifications/busy-organizations.ts'
import { databaseClock } from '#lib/notifications/outbox/clock.ts'
import { requeueDue } from '#lib/notifications/outbox/requeue-due.ts'
import { releaseHeld } from '#lib/notifications/rules/release-held.ts'
import { systemCtx } from '#lib/platform/context.ts'
import type { Handler } from '#workers/types.ts'

/** Lets go what was held, and finds what was left behind. */
export const sweep: Handler<'notification.sweep'> = async ({ db }) => {
  for (const organizationId of await busyOrganizations(db)) {
    const ctx = systemCtx(db, organizationId)
    const now = await databaseClock.now(ctx)
    await releaseHeld(ctx, now)
    await requeueDue(ctx, now)
  }
}
