import { recordAudit } from '../audit/record-audit.ts'
import { authorize } from '../auth/authorize.ts'
import { inTransaction, type Ctx } from '../context.ts'
import { errorMessage } from '../errors.ts'
import type { Guard } from '../net/guard.ts'
import { openRow } from './open-connection.ts'
import { getConnectionRow } from './queries.ts'
import { recordUse } from './record-use.ts'
import type { CheckConnectionView } from './schema.ts'

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
