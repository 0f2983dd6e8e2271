import { and, count, desc, eq } from 'drizzle-orm'
import { z } from 'zod'

import { notifications } from '#db/schema/notifications.ts'
import { reviewItems } from '#db/schema/review.ts'
import { reviewBacklog } from '#lib/notifications/messages/review-backlog.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { decide } from '#lib/notifications/rules/decide.ts'
import { applicable, readRules, type Rule } from '#lib/notifications/rules/read-rules.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

const event = 'review_backlog'

const Told = z.object({
  message: z.object({ data: z.object({ state: z.enum(['over', 'under']) }) }),
})

/** What the rule's connection was told last: the state of a crossing is what was said of it. */
async function lastTold(tx: Ctx, rule: Rule): Promise<{ id: string; state: string } | null> {
  const [row] = await tx.db
    .select({ id: notifications.id, payload: notifications.payload })
    .from(notifications)
    .where(and(eq(notifications.ruleId, rule.id), eq(notifications.event, event)))
    .orderBy(desc(notifications.id))
    .limit(1)
  const told = Told.safeParse(row?.payload)
  return row && told.success ? { id: row.id, state: told.data.message.data.state } : null
}

async function tellCrossing(tx: Ctx, rule: Rule, open: number, now: Date): Promise<void> {
  const { backlog_threshold: limit, mentions } = rule.config
  const state = open >= limit ? 'over' : 'under'
  const told = await lastTold(tx, rule)
  if ((told?.state ?? 'under') === state) return
  const key = `${event} ${rule.id} ${state} after ${told?.id ?? 'none'}`
  const severity = state === 'over' ? ('high' as const) : ('low' as const)
  const decision = decide(
    rule,
    {
      event,
      subject: { type: 'rule', id: rule.id },
      key,
      suiteIds: [],
      // The way back is told to whoever was told of the way up.
      severity: state === 'over' ? severity : rule.config.severity_threshold,
      isChange: () => true,
      isFailure: () => true,
      isNewDefect: true,
      thread: event,
      message: () => reviewBacklog(open, limit),
    },
    now,
  )
  await addNotification(tx, {
    integrationId: rule.connection.id,
    ruleId: rule.id,
    event,
    subject: { type: 'rule', id: rule.id },
    threadKey: `${event} ${rule.id}`,
    key,
    payload: {
      kind: 'message',
      message: { ...reviewBacklog(open, limit), mentions },
      update: false,
    },
    reason: decision.reason,
    heldUntil: decision.kind === 'hold' ? decision.until : null,
    suppressed: decision.kind === 'suppress' ? decision.word : null,
    at: now,
  })
}

/** Tells once when the review queue grows past a rule's limit, and once when it is back below it. */
export async function watchBacklog(ctx: Ctx, now: Date): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rules = applicable(await readRules(tx, event, now), [])
    const [row] = await tx.db
      .select({ open: count() })
      .from(reviewItems)
      .where(
        and(eq(reviewItems.organizationId, tx.organizationId), eq(reviewItems.status, 'pending')),
      )
    for (const rule of rules)
      if (rule.connection.isEnabled) await tellCrossing(tx, rule, row?.open ?? 0, now)
  })
}
