import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { integrationFiles } from '#db/schema/integrations.ts'
import type { FileFault } from '#lib/integrations/managed/types.ts'
import type { Ctx } from '#lib/platform/context.ts'

const Faults = z.array(z.object({ path: z.string(), message: z.string() }))

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
