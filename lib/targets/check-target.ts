import { and, eq } from 'drizzle-orm'

import { configurations } from '#db/schema/targets.ts'
import { getConnector } from '#lib/engines/connectors/registry.ts'
import type { Connector } from '#lib/engines/connectors/types.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { getTargetRow } from '#lib/targets/queries.ts'
import type { CheckView } from '#lib/targets/schema.ts'
import { openTargetSecrets } from '#lib/targets/target-secrets.ts'

/** ms */
const limit = 15_000

/** A target as a caller needs it. Its secrets are open: it must not be logged or sent anywhere but to the target. */
export type CallableTarget = {
  name: string
  connector: Connector
  config: unknown
  secrets: unknown
}

/** Opens a target for a call. Throws `NotFoundError`, or an `AppError` when its secrets cannot be opened. */
export async function loadTargetForCall(ctx: Ctx, id: string): Promise<CallableTarget> {
  const row = await getTargetRow(ctx, id)
  const connector = getConnector(row.connector)
  return {
    name: row.name,
    connector,
    config: connector.config.parse(row.config),
    secrets: openTargetSecrets(id, row.secrets),
  }
}

/** Asks one harmless question and says what came of it. Stores nothing. */
export async function askTarget(
  target: Omit<CallableTarget, 'name'>,
  signal?: AbortSignal,
): Promise<CheckView> {
  const { connector, config } = target
  const secrets = connector.secrets.safeParse(target.secrets)
  if (!secrets.success) {
    const names = secrets.error.issues.map(({ path }) => path.join('.'))
    return { ok: false, latency_ms: null, detail: `Credentials are missing: ${names.join(', ')}` }
  }
  const deadline = AbortSignal.timeout(limit)
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline
  const { ok, latencyMs, detail } = await connector.check(config, secrets.data, either)
  return { ok, latency_ms: latencyMs === null ? null : Math.round(latencyMs), detail }
}

/** Asks the target one harmless question and keeps the answer. A target that fails is an answer, not an error. */
export async function checkTarget(ctx: Ctx, id: string, signal?: AbortSignal): Promise<CheckView> {
  authorize(ctx.actor, 'target:write')
  const { version } = await getTargetRow(ctx, id)
  const result = await askTarget(await loadTargetForCall(ctx, id), signal)
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .update(configurations)
      .set({ lastCheck: { ...result, checked_at: new Date().toISOString() } })
      // Changed while it was asked: the answer is about settings that are gone.
      .where(and(eq(configurations.id, id), eq(configurations.version, version)))
    await recordAudit(tx, {
      action: 'target.check',
      entityType: 'target',
      entityId: id,
      detail: { ok: result.ok },
    })
  })
  return result
}
