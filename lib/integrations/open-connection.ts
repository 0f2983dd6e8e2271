import { z } from 'zod'

import { hideSecrets } from '#lib/engines/vendors/exchange-log.ts'
import { createIo, type RecordedIo } from '#lib/engines/vendors/io.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import type { CiClient, Integration, Notifier, Tracker } from '#lib/engines/vendors/types.ts'
import { openPrevious, openSecrets } from '#lib/integrations/connection-secrets.ts'
import { hidingFailures } from '#lib/integrations/hiding-failures.ts'
import { type ConnectionRow, getConnectionRow } from '#lib/integrations/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

/** A connection ready to be used. Its capabilities are null when its kind has none of that sort. */
export type OpenConnection = {
  id: string
  organizationId: string
  kind: string
  name: string
  integration: Integration
  config: Record<string, unknown>
  io: RecordedIo
  check(): ReturnType<Integration['check']>
  ci: CiClient | null
  notifier: Notifier | null
  tracker: Tracker | null
}

type Options = { signal: AbortSignal; guard?: Guard; timeoutMs?: number }

/** Opens a row that was read already. Throws `AppError` when its secrets or settings cannot be read. */
export function openRow(row: ConnectionRow, options: Options): OpenConnection {
  const integration = getIntegration(row.kind)
  const secrets = openSecrets(row)
  const before = (integration.inboundSecrets ?? []).map((field) =>
    openPrevious(row, field, new Date()),
  )
  const all = [...Object.values(secrets), ...before.filter((value) => value !== null)]
  const io = createIo({ kind: row.kind, connectionId: row.id, secrets: all, ...options })
  const hide = (text: string) => hideSecrets(text, all)
  const { config } = row
  return {
    id: row.id,
    organizationId: row.organizationId,
    kind: row.kind,
    name: row.name,
    integration,
    config: z.record(z.string(), z.unknown()).parse(integration.config.parse(config)),
    io,
    check: async () => {
      const result = await hidingFailures(integration, hide).check(config, secrets, io)
      const { detail, reply } = result
      return { ...result, detail: hide(detail), ...(reply !== undefined && { reply: hide(reply) }) }
    },
    ci: hidingFailures(integration.ci?.(config, secrets, io) ?? null, hide),
    notifier: hidingFailures(integration.notifier?.(config, secrets, io) ?? null, hide),
    tracker: hidingFailures(integration.tracker?.(config, secrets, io) ?? null, hide),
  }
}

/**
 * Opens a connection of the organization for calls. Its secrets are open inside: it must not be logged or kept.
 * Throws `NotFoundError`, or `AppError('conflict')` when it is switched off.
 */
export async function openConnection(
  ctx: Ctx,
  id: string,
  options: Options,
): Promise<OpenConnection> {
  const row = await getConnectionRow(ctx, id)
  if (!row.isEnabled) throw new AppError('conflict', `${row.name} is switched off`)
  return openRow(row, options)
}
