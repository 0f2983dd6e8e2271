import { eq } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import { CiSettings } from '#lib/engines/vendors/ci-settings.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { statusKey } from '#lib/notifications/outbox/links.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'
import { contextOf, cutDescription } from '#lib/notifications/statuses/compose-status.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type RefusedRun = {
  /** the webhook delivery that asked for it */
  deliveryId: string
  connectionId: string
  repository: string
  sha: string
  ref: string | null
  suites: readonly string[]
  reason: string
}

/**
 * Tells a commit that the run which a rule asked for could not be started: each of its suites is an error, so that a
 * required check does not wait for ever. The delivery stands for the run: its id is as old, so that a later run of the
 * same commit comes after it. Returns how many statuses will be sent.
 */
export async function addRefusedStatus(tx: Ctx, refused: RefusedRun): Promise<number> {
  const { deliveryId, connectionId, repository, sha, ref } = refused
  const [row] = await tx.db.select().from(integrations).where(eq(integrations.id, connectionId))
  if (!row || !getIntegration(row.kind).ci) return 0
  const settings = CiSettings.parse(row.config).commit_status
  if (!settings.enabled) return 0
  let added = 0
  for (const suite of refused.suites) {
    const context = contextOf(settings.context, suite)
    const status = {
      repository,
      sha,
      ref,
      context,
      state: 'error' as const,
      description: cutDescription(refused.reason),
      targetUrl: pageUrl('settings', 'deliveries', deliveryId),
    }
    const made = await addNotification(tx, {
      integrationId: connectionId,
      event: 'commit_status',
      subject: { type: 'delivery', id: deliveryId },
      threadKey: `status ${statusKey(status)}`,
      key: `status ${deliveryId} ${context} ${sha} could not start`,
      payload: { kind: 'status', run_id: deliveryId, status },
      reason: `a rule asked for a run of commit ${sha.slice(0, 8)} of ${repository}, which could not be started`,
      overtakes: true,
    })
    if (made) added++
  }
  return added
}
