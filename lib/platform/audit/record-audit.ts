import { activityLog } from '#db/schema/activity.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type AuditEntry = {
  /** `<domain>.<verb>` */
  action: string
  entityType: string
  entityId: string | null
  /** What changed, without secrets. */
  detail?: Record<string, unknown>
}

/** Writes to the activity log within the caller's transaction: no act without its trace, no trace without its act. */
export async function recordAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  await ctx.db.insert(activityLog).values({
    organizationId: ctx.organizationId,
    userId: ctx.actor.id,
    action: entry.action,
    entityType: entry.entityType,
    entityId: entry.entityId,
    detail: entry.detail ?? {},
    requestId: ctx.requestId ?? null,
  })
}
