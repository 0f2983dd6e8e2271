import { openRow } from '#lib/integrations/open-connection.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { recordUse } from '#lib/integrations/record-use.ts'
import type { CheckConnectionView } from '#lib/integrations/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

/** ms */
const limit = 15_000

/**
 * Asks the provider one harmless question with the saved secrets and keeps what was learnt. A connection that fails
 * is an answer, not an error; one that is switched off may be checked before it is switched on.
 */
export async function checkConnection(
  ctx: Ctx,
  id: string,
  options: { signal?: AbortSignal; guard?: Guard } = {},
): Promise<CheckConnectionView> {
  authorize(ctx.actor, 'integration:write')
  const row = await getConnectionRow(ctx, id)
  const deadline = AbortSignal.timeout(limit)
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
  const startedAt = performance.now()
  const result = await ask(() =>
    openRow(row, { signal, ...(options.guard && { guard: options.guard }) }).check(),
  )
  await inTransaction(ctx, async (tx) => {
    await recordUse(tx, id, result.ok ? { ok: true } : { ok: false, error: result.detail })
    await recordAudit(tx, {
      action: 'integration.check',
      entityType: 'integration',
      entityId: id,
      detail: { ok: result.ok },
    })
  })
  return {
    ok: result.ok,
    detail: result.detail,
    reply: result.reply ?? null,
    latency_ms: Math.round(performance.now() - startedAt),
  }
}

async function ask(check: () => Promise<{ ok: boolean; detail: string; reply?: string }>) {
  try {
    return await check()
  } catch (error) {
    return { ok: false, detail: errorMessage(error) }
  }
}
