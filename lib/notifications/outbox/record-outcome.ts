import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'

import { notificationAttempts, notifications } from '#db/schema/notifications.ts'
import type { Exchange, Issue } from '#lib/engines/vendors/types.ts'
import { keepChoice } from '#lib/integrations/keep-choice.ts'
import { keepLink } from '#lib/integrations/links.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import type { ConnectionState } from '#lib/integrations/schema.ts'
import { recordUse } from '#lib/integrations/record-use.ts'
import { alertFailing } from '#lib/notifications/alert-failing.ts'
import { enqueueSend, type NotificationRow } from '#lib/notifications/outbox/add-notification.ts'
import type { Claim } from '#lib/notifications/outbox/claim.ts'
import type { Delivered } from '#lib/notifications/outbox/deliver.ts'
import { wakeWaiting } from '#lib/notifications/outbox/wake-waiting.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { lateAfterTries } from '#lib/notifications/outbox/schedule.ts'
import { countNotification } from '#lib/platform/metrics/metrics.ts'
import { storedJson, storedText } from '#lib/platform/postgres/stored-json.ts'

/** How a try ended, and when the next one is due. */
export type TryOutcome =
  | { kind: 'sent'; delivered: Delivered }
  | { kind: 'wait'; nextAt: Date; error: string }
  /** `waitUntil`: the provider asked for it */
  | { kind: 'retry'; nextAt: Date; unknown: boolean; waitUntil: Date | null; error: string }
  /** `asked` false: nothing was asked now, an earlier try was lost */
  | { kind: 'unconfirmed'; asked: boolean; error: string }
  | { kind: 'dead'; gone: boolean; error: string }

/** Writes beside a defect which issue stands for it now; whoever owns defects brings it. */
export type KeepIssue = (tx: Ctx, defectId: string, kind: string, issue: Issue) => Promise<void>

export type Try = {
  claim: Claim
  connection: { id: string; kind: string }
  exchange: Exchange[]
  durationMs: number
  now: Date
  /** of the connection, when the try began */
  before: ConnectionState
  keepIssue: KeepIssue
}

type Changes = Partial<typeof notifications.$inferInsert>

function changesOf(outcome: TryOutcome, { claim, now }: Try): Changes {
  switch (outcome.kind) {
    case 'sent':
      return outcome.delivered.skipped
        ? { status: 'suppressed', lastError: null, nextAttemptAt: null }
        : { status: 'sent', lastError: null, nextAttemptAt: null, sentAt: now }
    case 'wait':
      // Nothing was asked: the try does not count.
      return {
        status: 'pending',
        attempts: claim.row.attempts - 1,
        lastError: outcome.error,
        nextAttemptAt: outcome.nextAt,
      }
    case 'retry':
      return { status: 'pending', lastError: outcome.error, nextAttemptAt: outcome.nextAt }
    default:
      return { status: outcome.kind, lastError: outcome.error, nextAttemptAt: null }
  }
}

/**
 * Writes the end of a try unless it is not ours any more. A late success is believed even when the row was set aside as
 * unconfirmed meanwhile: it is the confirmation.
 */
async function writeOutcome(
  tx: Ctx,
  outcome: TryOutcome,
  attempt: Try,
): Promise<NotificationRow | null> {
  const { row, attemptedAt } = attempt.claim
  const changes = changesOf(outcome, attempt)
  const from =
    outcome.kind === 'sent' ? (['sending', 'unconfirmed'] as const) : ['sending' as const]
  const [written] = await tx.db
    .update(notifications)
    .set({
      ...changes,
      ...(changes.lastError && { lastError: storedText(changes.lastError) }),
      ...(outcome.kind === 'sent' &&
        outcome.delivered.skipped && {
          reason: sql`${notifications.reason} || '; ' || ${outcome.delivered.detail}`,
        }),
    })
    .where(
      and(
        eq(notifications.id, row.id),
        inArray(notifications.status, [...from]),
        eq(notifications.attemptedAt, attemptedAt),
      ),
    )
    .returning()
  return written ?? null
}

const words = {
  sent: 'sent',
  wait: 'wait',
  retry: 'retry',
  unconfirmed: 'unknown',
  dead: 'failed',
} as const

async function keepAttempt(tx: Ctx, outcome: TryOutcome, attempt: Try): Promise<void> {
  const { id } = attempt.claim.row
  const detail = outcome.kind === 'sent' ? outcome.delivered.detail : ''
  const unknown = outcome.kind === 'retry' && outcome.unknown
  await tx.db.insert(notificationAttempts).values({
    notificationId: id,
    number: sql`(select coalesce(max(number), 0) + 1 from notification_attempts where notification_id = ${id})`,
    outcome: unknown ? 'unknown' : words[outcome.kind],
    detail: storedText(detail).slice(0, 2_000),
    exchange: JSON.parse(storedJson(attempt.exchange)) as unknown,
    error: outcome.kind === 'sent' ? null : storedText(outcome.error),
    durationMs: attempt.durationMs,
  })
}

const isTry = (outcome: TryOutcome) =>
  outcome.kind !== 'wait' && !(outcome.kind === 'unconfirmed' && !outcome.asked)

/** The next of the thread may go now. */
async function releaseNext(tx: Ctx, { integrationId, threadKey, id }: NotificationRow) {
  const [next] = await tx.db
    .select()
    .from(notifications)
    .where(
      and(
        eq(notifications.integrationId, integrationId),
        eq(notifications.threadKey, threadKey),
        gt(notifications.id, id),
        eq(notifications.status, 'pending'),
      ),
    )
    .orderBy(asc(notifications.id))
    .limit(1)
  if (next) await enqueueSend(tx, next)
}

async function keepEffects(tx: Ctx, delivered: Delivered, attempt: Try): Promise<void> {
  const { link, issue, choice } = delivered
  if (choice) await keepChoice(tx, attempt.connection.id, choice, attempt.claim.row.id)
  if (link) await keepLink(tx, attempt.connection.id, link)
  if (issue) await attempt.keepIssue(tx, issue.defectId, attempt.connection.kind, issue.issue)
}

/** What people should know of: it is lost, perhaps, or has failed for minutes. */
function lostOf(outcome: TryOutcome, { event, attempts }: NotificationRow) {
  if (outcome.kind === 'dead' || outcome.kind === 'unconfirmed')
    return { event, error: outcome.error, became: outcome.kind }
  if (outcome.kind === 'retry' && attempts >= lateAfterTries)
    return { event, error: outcome.error, became: 'late' as const }
  return null
}

/** Every other message waits for the same outage, unless it failed while others got through. */
async function wakeAfter(tx: Ctx, { connection, before, now }: Try): Promise<void> {
  const { failing_since, last_success_at } = before
  if (failing_since === undefined) return
  const alive = last_success_at === undefined ? null : new Date(last_success_at)
  await wakeWaiting(tx, connection.id, { now, triedAfter: alive })
}

async function learn(tx: Ctx, outcome: TryOutcome, attempt: Try, row: NotificationRow) {
  const { connection, now } = attempt
  if (outcome.kind === 'sent') {
    if (outcome.delivered.skipped) return
    await recordUse(tx, connection.id, { ok: true })
    await wakeAfter(tx, attempt)
    return
  }
  if (outcome.kind === 'wait') return
  await recordUse(tx, connection.id, {
    ok: false,
    error: storedText(outcome.error),
    waitUntil: outcome.kind === 'retry' ? outcome.waitUntil : null,
  })
  await alertFailing(tx, {
    connection: await getConnectionRow(tx, connection.id),
    lost: lostOf(outcome, row),
    gone: outcome.kind === 'dead' && outcome.gone,
    now,
  })
}

/**
 * Records how a try ended: the row, the try as it was seen on the wire, what was made at the provider, and what was
 * learnt about the connection, in one transaction. Returns false when somebody else has taken the row over.
 */
export async function recordOutcome(ctx: Ctx, outcome: TryOutcome, attempt: Try): Promise<boolean> {
  const recorded = await inTransaction(ctx, async (tx) => {
    const row = await writeOutcome(tx, outcome, attempt)
    if (!row) return false
    if (isTry(outcome)) await keepAttempt(tx, outcome, attempt)
    if (outcome.kind === 'sent') await keepEffects(tx, outcome.delivered, attempt)
    await learn(tx, outcome, attempt, row)
    if (row.status === 'pending') await enqueueSend(tx, row)
    else await releaseNext(tx, row)
    return true
  })
  if (recorded) countNotification(attempt.connection.kind, countedAs(outcome))
  return recorded
}

const countedAs = (outcome: TryOutcome) =>
  outcome.kind === 'sent' && outcome.delivered.skipped ? 'skipped' : outcome.kind
