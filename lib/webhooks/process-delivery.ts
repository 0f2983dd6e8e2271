import { and, eq, sql } from 'drizzle-orm'

import { webhookDeliveries } from '#db/schema/webhooks.ts'
import type { CiEvent } from '#lib/engines/vendors/types.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, errorMessage } from '#lib/platform/errors.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import { storedText } from '#lib/platform/postgres/stored-json.ts'
import { decide } from '#lib/webhooks/decide.ts'
import { lockBranch } from '#lib/webhooks/branch-queue.ts'
import type { Providers } from '#lib/webhooks/providers.ts'
import { getDeliveryRow, readStored, type DeliveryRow } from '#lib/webhooks/read-stored.ts'
import type { DecisionView, DeliveryView, TriggerRule } from '#lib/webhooks/schema.ts'
import { startEffect } from '#lib/webhooks/start-effect.ts'
import { effectiveRules } from '#lib/webhooks/triggers.ts'

export type ProcessOptions = {
  /** makes the effects of a delivery that a person delivers again different from those it had */
  salt?: string | undefined
  /** every integration that receives, when absent */
  providers?: Providers | undefined
}

type Result = { status: DeliveryView['status']; reason: string | null; decisions: DecisionView[] }

const { retryLimit } = catalog['webhook.process'].queue

const own = (ctx: Ctx, id: string) =>
  and(eq(webhookDeliveries.organizationId, ctx.organizationId), eq(webhookDeliveries.id, id))

async function keep(ctx: Ctx, id: string, result: Result): Promise<void> {
  await ctx.db
    .update(webhookDeliveries)
    .set({ ...result, processedAt: new Date() })
    .where(own(ctx, id))
}

/** Counts a try before it begins, so that one which ends with its process is counted too. */
async function begin(ctx: Ctx, id: string): Promise<number | null> {
  const [row] = await ctx.db
    .update(webhookDeliveries)
    .set({ attempts: sql`${webhookDeliveries.attempts} + 1` })
    .where(and(own(ctx, id), eq(webhookDeliveries.status, 'accepted')))
    .returning({ attempts: webhookDeliveries.attempts })
  return row?.attempts ?? null
}

function summarize(decisions: DecisionView[]): Result {
  const matched = decisions.filter((one) => one.matched)
  const broken = matched.filter(
    ({ run_id, suite_ids }) => run_id === null && suite_ids.length === 0,
  )
  if (decisions.length === 0)
    return {
      status: 'ignored',
      reason: 'The connection has no rule that starts a run',
      decisions,
    }
  if (matched.length === 0) {
    const words = decisions.map(({ rule, reason }) => `${rule}: ${reason}`).join('; ')
    return { status: 'ignored', reason: `No rule matched: ${words}`.slice(0, 1_000), decisions }
  }
  const reason = broken.map(({ rule, reason: why }) => `${rule}: ${why}`).join('; ') || null
  const status = broken.length === matched.length ? 'failed' : 'processed'
  return { status, reason: reason?.slice(0, 1_000) ?? null, decisions }
}

/** Follows the rules as the connection that the delivery came through: it may start and end runs, nothing else. */
async function follow(
  system: Ctx,
  row: DeliveryRow,
  event: CiEvent,
  salt: string | null,
): Promise<Result> {
  const connection = await getConnectionRow(system, row.integrationId)
  const { id, name, kind } = connection
  const tx: Ctx = { ...system, actor: { kind: 'webhook', id: null, name, connectionId: id } }
  const cause = {
    deliveryId: row.id,
    bodySha256: row.bodySha256,
    event,
    connection: { id, name, kind },
    salt,
  }
  const decisions: DecisionView[] = []
  await lockBranch(tx, event)
  const decided = async (rule: TriggerRule): Promise<DecisionView> => {
    const { matched, reason } = decide(event, rule)
    if (matched) return { rule: rule.name, matched, ...(await startEffect(tx, cause, rule)) }
    const nothing = { suite_ids: [], run_id: null, started: false, cancelled_run_ids: [] }
    return { rule: rule.name, matched, reason, ...nothing }
  }
  for (const rule of await effectiveRules(tx, connection)) decisions.push(await decided(rule))
  return summarize(decisions)
}

/** Bodies that cannot be read and rules that cannot be followed will not be better next time. */
const isFinal = (error: unknown) =>
  error instanceof AppError && (error.code === 'invalid' || error.code === 'conflict')

async function act(tx: Ctx, id: string, { salt, providers }: ProcessOptions): Promise<void> {
  const row = await getDeliveryRow(tx, id, true)
  if (row.status !== 'accepted') return
  const { event, ignored } = readStored(row, providers)
  const result: Result =
    event === null || ignored !== null || event.kind === 'ping'
      ? { status: 'ignored', reason: ignored ?? 'The event starts no run', decisions: [] }
      : await follow(tx, row, event, salt ?? null)
  await keep(tx, id, result)
}

/**
 * Does what a delivery asks for: rules, runs and what is written about them commit together or not at all, so that
 * a try may end at any line and be repeated. After the last try the delivery is `failed` with the reason; a
 * delivery that was processed already is left alone.
 */
export async function processDelivery(
  ctx: Ctx,
  id: string,
  options: ProcessOptions = {},
): Promise<void> {
  const attempt = await begin(ctx, id)
  if (attempt === null) return
  try {
    await inTransaction(ctx, (tx) => act(tx, id, options))
  } catch (error) {
    const final = isFinal(error)
    if (final || attempt > retryLimit) {
      const reason = storedText(errorMessage(error).slice(0, 1_000))
      await keep(ctx, id, { status: 'failed', reason, decisions: [] })
    }
    if (!final) throw error
  }
}
