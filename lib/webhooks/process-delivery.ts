import { and, eq, sql } from 'drizzle-orm'

import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, errorMessage } from '#lib/platform/errors.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import type { Guard } from '#lib/platform/net/guard.ts'
import { storedText } from '#lib/platform/postgres/stored-json.ts'
import { completeEvent } from '#lib/webhooks/complete-event.ts'
import { followRules, type RefusedStart } from '#lib/webhooks/follow-rules.ts'
import { resultOfNothing, whyNotTaken, type Result } from '#lib/webhooks/judge-event.ts'
import type { ReadEvent } from '#lib/webhooks/parse-event.ts'
import type { Providers } from '#lib/webhooks/providers.ts'
import { getDeliveryRow, readStored } from '#lib/webhooks/read-stored.ts'

export type ProcessOptions = {
  /** makes the effects of a delivery that a person delivers again different from those it had */
  salt?: string | undefined
  /** every integration that receives, when absent */
  providers?: Providers | undefined
  /** called in the transaction for each rule that matched and could not start its run */
  onRefused?: (tx: Ctx, refused: RefusedStart) => Promise<void>
  /** for the question that a comment needs */
  signal?: AbortSignal
  guard?: Guard
}

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

/** Bodies that cannot be read and rules that cannot be followed will not be better next time. */
const isFinal = (error: unknown) =>
  error instanceof AppError && ['invalid', 'too_large', 'conflict'].includes(error.code)

/** What the delivery tells of; what a comment leaves out is asked for before anything is locked. */
async function read(ctx: Ctx, id: string, options: ProcessOptions): Promise<ReadEvent> {
  const row = await getDeliveryRow(ctx, id)
  const found = await readStored(row, options.providers)
  if (!found.event?.isIncomplete || found.ignored !== null) return found
  const connection = await getConnectionRow(ctx, row.integrationId)
  // What the connection does not take is not worth a question.
  if (whyNotTaken(connection, found.event) !== null) return found
  return { ...found, ...(await completeEvent(connection, found.event, options)) }
}

async function act(
  tx: Ctx,
  id: string,
  { event, others, ignored }: ReadEvent,
  { salt, onRefused }: ProcessOptions,
): Promise<void> {
  const row = await getDeliveryRow(tx, id, true)
  if (row.status !== 'accepted') return
  const nothing = resultOfNothing({ event, ignored })
  if (nothing) return keep(tx, id, nothing)
  if (event === null) return
  const connection = await getConnectionRow(tx, row.integrationId)
  const following = { row, connection, salt: salt ?? null, onRefused }
  await keep(tx, id, await followRules(tx, following, [event, ...others]))
}

/** Does what a delivery asks for in a try that is counted already; otherwise as `processDelivery`. */
export async function finishDelivery(
  ctx: Ctx,
  id: string,
  attempt: number,
  options: ProcessOptions = {},
): Promise<void> {
  try {
    const found = await read(ctx, id, options)
    await inTransaction(ctx, (tx) => act(tx, id, found, options))
  } catch (error) {
    const final = isFinal(error)
    if (final || attempt > retryLimit) {
      const reason = storedText(errorMessage(error).slice(0, 1_000))
      await keep(ctx, id, { status: 'failed', reason, decisions: [] })
    }
    if (!final) throw error
  }
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
  if (attempt !== null) await finishDelivery(ctx, id, attempt, options)
}
