import type { Channel } from '#app/(dashboard)/settings/notifications/_components/rule-matrix.tsx'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** Connections that carry messages. */
export async function listChannels(ctx: Ctx): Promise<Channel[]> {
  return (await listConnections(ctx)).flatMap(({ id, kind, name, is_enabled }) => {
    const { notifier, label } = getIntegration(kind)
    return notifier ? [{ id, name, label, is_enabled }] : []
  })
}
