import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { integrationFiles } from '#db/schema/integrations.ts'
import type { FileFault } from '#lib/integrations/managed/types.ts'
import type { Ctx } from '#lib/platform/context.ts'

const Faults = z.array(z.object({ path: z.string(), message: z.string() }))

/** faults that are kept of a file, and characters of each */
const most = 100
const longest = 500

/** Remembers what the file said, for those who look at the connections. Faults name places and variables, no values. */
export async function keepFileState(
  tx: Ctx,
  path: string,
  faults: readonly FileFault[],
): Promise<void> {
  const kept = faults.slice(0, most).map(({ path: place, message }) => ({
    path: place.slice(0, longest),
    message: message.slice(0, longest),
  }))
  const values = { path, faults: kept, readAt: new Date() }
  await tx.db
    .insert(integrationFiles)
    .values({ organizationId: tx.organizationId, ...values })
    .onConflictDoUpdate({ target: integrationFiles.organizationId, set: values })
}

/** There is no file any more, so nothing is wrong with it. */
export async function forgetFileState(tx: Ctx): Promise<void> {
  await tx.db.delete(integrationFiles).where(eq(integrationFiles.organizationId, tx.organizationId))
}

export type FileState = { path: string; faults: FileFault[]; read_at: string }

/** What the integrations file said when it was read last; null without one. */
export async function findFileState(ctx: Ctx): Promise<FileState | null> {
  const [row] = await ctx.db
    .select()
    .from(integrationFiles)
    .where(eq(integrationFiles.organizationId, ctx.organizationId))
  if (!row) return null
  return {
    path: row.path,
    faults: Faults.parse(row.faults),
    read_at: row.readAt.toISOString(),
  }
}

/** How many entries of integrations files are wrong, over all organizations of the server. */
export async function countFileFaults(db: Database): Promise<number> {
  const [row] = await db
    .select({
      faults: sql<number>`coalesce(sum(jsonb_array_length(${integrationFiles.faults})), 0)::int`,
    })
    .from(integrationFiles)
  return row?.faults ?? 0
}
