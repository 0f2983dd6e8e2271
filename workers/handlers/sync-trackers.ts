import { followTracker } from '#lib/defects/follow-tracker.ts'
import { keepIssue } from '#lib/defects/keep-issue.ts'
import { busyOrganizations } from '#lib/notifications/busy-organizations.ts'
import { syncIssues } from '#lib/notifications/trackers/sync-issues.ts'
import { systemCtx } from '#lib/platform/context.ts'
import type { Handler } from '#workers/types.ts'

/** Learns what was done to issues in their trackers. */
export const syncTrackers: Handler<'tracker.sync'> = async ({ db }, _payload, signal) => {
  for (const organizationId of await busyOrganizations(db))
    await syncIssues(systemCtx(db, organizationId), { signal, keepIssue, followTracker })
}
