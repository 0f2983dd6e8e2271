import { type ConnectionRow, getConnectionRow } from '#lib/integrations/queries.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'
import { resolveRequest } from '#lib/runs/resolve-request.ts'
import { completeEvent } from '#lib/webhooks/complete-event.ts'
import { decide } from '#lib/webhooks/decide.ts'
import { effectKey } from '#lib/webhooks/effect-key.ts'
import { whyNotTaken } from '#lib/webhooks/judge-event.ts'
import type { ReadEvent } from '#lib/webhooks/parse-event.ts'
import type { Providers } from '#lib/webhooks/providers.ts'
import { getDeliveryRow, readStored } from '#lib/webhooks/read-stored.ts'
import { resolveRule } from '#lib/webhooks/resolve-rule.ts'
import type { DryRunView, PlannedView, TriggerRule } from '#lib/webhooks/schema.ts'
import { findEffect, requestOf, type Cause } from '#lib/webhooks/start-effect.ts'
import { effectiveRules } from '#lib/webhooks/triggers.ts'

async function plan(ctx: Ctx, cause: Cause, rule: TriggerRule): Promise<PlannedView> {
  const base = { rule: rule.name, mode: rule.mode, suites: [], target: null, items: 0 }
  const { matched, reason } = decide(cause.event, rule)
  if (!matched) return { ...base, matched, reason, would_start: false }
  try {
    const resolved = await resolveRule(ctx, rule)
    const { suites, target } = resolved
    const { total } = await resolveRequest(ctx, requestOf(cause, rule, resolved))
    const key = effectKey({
      ...cause,
      rule,
      suiteIds: suites.map(({ id }) => id),
      targetId: target.id,
    })
    const before = await findEffect(ctx, key)
    const again = before
      ? 'the same commit has started it before; delivered again, it would run again'
      : reason
    return { ...base, matched, reason: again, would_start: true, suites, target, items: total }
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    return { ...base, matched, reason: `could not start: ${error.message}`, would_start: false }
  }
}

/** As it will be when it is processed: a comment is asked about, and what is not taken says why. */
async function complete(connection: ConnectionRow, found: ReadEvent): Promise<ReadEvent> {
  const { event, ignored } = found
  if (!event || ignored !== null || event.kind === 'ping') return found
  const refusal = whyNotTaken(connection, event)
  if (refusal !== null && found.others.length === 0) return { ...found, ignored: refusal }
  try {
    return { ...found, ...(await completeEvent(connection, event)) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...found, ignored: error.message }
  }
}

/**
 * What a stored delivery would run by the rules as they are now, if it were delivered again. Writes nothing. Throws
 * `ConflictError` when its body is gone.
 */
export async function dryRunDelivery(
  ctx: Ctx,
  id: string,
  providers?: Providers,
): Promise<DryRunView> {
  authorize(ctx.actor, 'delivery:read')
  const row = await getDeliveryRow(ctx, id)
  const connection = await getConnectionRow(ctx, row.integrationId)
  const { event, others, ignored } = await complete(connection, await readStored(row, providers))
  const rules: PlannedView[] = []
  const { bodySha256 } = row
  if (event && ignored === null && event.kind !== 'ping')
    for (const one of [event, ...others].filter((each) => whyNotTaken(connection, each) === null))
      for (const rule of await effectiveRules(ctx, connection))
        rules.push(
          await plan(ctx, { deliveryId: id, bodySha256, event: one, connection, salt: null }, rule),
        )
  return {
    event: event && {
      kind: event.kind,
      action: event.action,
      repository: event.repository,
      sha: event.sha,
      branch: event.branch,
      tag: event.tag,
      title: event.title,
      trusted: event.author.trusted,
    },
    ignored: event?.kind === 'ping' ? 'A ping starts no run' : ignored,
    rules,
  }
}
