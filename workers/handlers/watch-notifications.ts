import { busyOrganizations } from '#lib/notifications/busy-organizations.ts'
import { databaseClock } from '#lib/notifications/outbox/clock.ts'
import { endStuckStatuses } from '#lib/notifications/statuses/end-stuck-statuses.ts'
import { watchBacklog } from '#lib/notifications/watch/watch-backlog.ts'
import { watchWorkers } from '#lib/notifications/watch/watch-workers.ts'
import { systemCtx } from '#lib/platform/context.ts'
import type { Handler } from '#workers/types.ts'

/** Looks for what nobody announces: a growing queue of reviews, silent workers, statuses that would stay pending. */
export const watch: Handler<'notification.watch'> = async ({ db }) => {
  for (const organizationId of await busyOrganizations(db)) {
    const ctx = systemCtx(db, organizationId)
    const now = await databaseClock.now(ctx)
    await endStuckStatuses(ctx, now)
    await watchBacklog(ctx, now)
    await watchWorkers(ctx, now)
  }
}
