import { activityLog } from '#db/schema/activity.ts'
import { auditedChanges } from '#lib/platform/audit/changes.ts'
import type { Actor, Ctx } from '#lib/platform/context.ts'

export type AuditEntry = {
  /** `<domain>.<verb>` */
  action: string
  entityType: string
  entityId: string | null
  /** What is to be known beside the change, without secrets. */
  detail?: Record<string, unknown>
  /** What was changed, as it was; null or absent when it was made. Give whole views: what differs is kept. */
  before?: object | null
  /** The same as it is now; null or absent when it is gone. */
  after?: object | null
}

/** What acted, where it is not simply a person: the token, the connection, the schedule. */
function refOf(actor: Actor): { actorRef: string | null; actorName: string } {
  switch (actor.kind) {
    case 'api_token':
      return { actorRef: actor.token.id, actorName: actor.token.name }
    case 'webhook':
      return { actorRef: actor.connectionId, actorName: actor.name }
    case 'schedule':
      return { actorRef: actor.scheduleId, actorName: actor.name }
    case 'user':
    case 'system':
      return { actorRef: null, actorName: actor.name }
  }
}

/** Writes to the activity log within the caller's transaction: no act without its trace, no trace without its act. */
export async function recordAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  const { action, entityType, entityId, detail = {}, before = null, after = null } = entry
  await ctx.db.insert(activityLog).values({
    organizationId: ctx.organizationId,
    userId: ctx.actor.id,
    actorKind: ctx.actor.kind,
    ...refOf(ctx.actor),
    action,
    entityType,
    entityId,
    detail,
    ...auditedChanges(before, after),
    requestId: ctx.requestId ?? null,
  })
}
