import { and, count, desc, eq } from 'drizzle-orm'
import { z } from 'zod'

import { notifications } from '#db/schema/notifications.ts'
import { reviewItems } from '#db/schema/review.ts'
import { reviewBacklog } from '#lib/notifications/messages/review-backlog.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { decide } from '#lib/notifications/rules/decide.ts'
import { applicable, readRules, type Rule } from '#lib/notifications/rules/read-rules.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

const kind = 'review_backlog'

const StoredPayload = z.object({
  message: z.object({ data: z.object({ state: z.enum(['over', 'under']) }) }),
})

/** The last message to the rule's connection: it says on which side of the limit the queue was. */
async function lastMessage(tx: Ctx, rule: Rule): Promise<{ id: string; state: string } | null> {
  const [row] = await tx.db
    .select({ id: notifications.id, payload: notifications.payload })
    .from(notifications)
    .where(and(eq(notifications.ruleId, rule.id), eq(notifications.event, kind)))
    .orderBy(desc(notifications.id))
    .limit(1)
  const payload = StoredPayload.safeParse(row?.payload)
  return row && payload.success ? { id: row.id, state: payload.data.message.data.state } : null
}

async function reportCrossing(tx: Ctx, rule: Rule, open: number, now: Date): Promise<void> {
  const { backlog_threshold: limit, mentions } = rule.config
  const state = open >= limit ? 'over' : 'under'
  const last = await lastMessage(tx, rule)
  if ((last?.state ?? 'under') === state) return
  const key = `${kind} ${rule.id} ${state} after ${last?.id ?? 'none'}`
  const severity = state === 'over' ? ('high' as const) : ('low' as const)
  const decision = decide(
    rule,
    {
      kind,
      subject: { type: 'rule', id: rule.id },
      key,
      suiteIds: [],
      // The way back is reported to whoever got the message of the way up.
      severity: state === 'over' ? severity : rule.config.severity_threshold,
      isChange: () => true,
      isFailure: () => true,
      isNewDefect: true,
      thread: kind,
      message: () => reviewBacklog(open, limit),
    },
    now,
  )
  await addNotification(tx, {
    integrationId: rule.connection.id,
    ruleId: rule.id,
    event: kind,
    subject: { type: 'rule', id: rule.id },
    threadKey: `${kind} ${rule.id}`,
    key,
    payload: {
      kind: 'message',
      message: { ...reviewBacklog(open, limit), mentions },
      update: false,
      delivery: rule.config.delivery,
    },
    reason: decision.reason,
    heldUntil: decision.kind === 'hold' ? decision.until : null,
    suppressed: decision.kind === 'suppress' ? decision.word : null,
    at: now,
  })
}

/** Reports once when the review queue grows past a rule's limit, and once when it is back below it. */
export async function watchBacklog(ctx: Ctx, now: Date): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rules = applicable(await readRules(tx, kind, now), [])
    const [row] = await tx.db
      .select({ open: count() })
      .from(reviewItems)
      .where(
        and(eq(reviewItems.organizationId, tx.organizationId), eq(reviewItems.status, 'pending')),
      )
    for (const rule of rules)
      if (rule.connection.isEnabled) await reportCrossing(tx, rule, row?.open ?? 0, now)
  })
}
