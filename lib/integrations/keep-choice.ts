import { eq, sql } from 'drizzle-orm'

import { integrations } from '#db/schema/integrations.ts'
import { getConnectionRow, stateOf } from '#lib/integrations/queries.ts'
import type { ConnectionState } from '#lib/integrations/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** messages that go again once it is chosen */
const most = 50

/**
 * Asks, on the page of a connection, for a setting that only a person can choose. `waiting` is the message that could not
 * do its work without it. Settings that are saved forget the question.
 */
export async function keepChoice(
  tx: Ctx,
  id: string,
  { setting, options }: { setting: string; options: string[] },
  waiting: string,
): Promise<void> {
  const before = stateOf(await getConnectionRow(tx, id, true)).choice
  const others = before?.setting === setting ? before.waiting : []
  const choice: ConnectionState['choice'] = {
    setting,
    options,
    waiting: [...new Set([...others, waiting])].slice(-most),
  }
  await tx.db
    .update(integrations)
    .set({ state: sql`${integrations.state} || ${JSON.stringify({ choice })}::jsonb` })
    .where(eq(integrations.id, id))
}
