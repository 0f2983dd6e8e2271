import { eq } from 'drizzle-orm'

import { integrationFiles } from '#db/schema/integrations.ts'
import type { FileFault } from '#lib/integrations/managed/types.ts'
import type { Ctx } from '#lib/platform/context.ts'

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
