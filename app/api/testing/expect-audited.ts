import { desc, eq } from 'drizzle-orm'
import { expect } from 'vitest'

import { clientKey, secret } from '#app/api/testing/audited-things.ts'
import type { Database } from '#db/client.ts'
import { activityLog } from '#db/schema/activity.ts'
import { createCtx } from '#db/testing/factories.ts'
import type { Ctx } from '#lib/platform/context.ts'

type Side = Record<string, unknown> | null

/** What a verb does, and what the activity log then has: the action, what was and what is. */
export type AuditedRow = [
  action: string,
  act: (ctx: Ctx) => Promise<unknown>,
  before: Side,
  after: Side,
]

/** How the log shows a secret. */
export const hidden = '••••••'

/** An object with at least these fields. */
export const having = (fields: object) => expect.objectContaining(fields) as Record<string, unknown>

/** Does what a row says, and expects its entry to be the newest; none of the log may hold a secret. */
export async function expectAudited(
  db: Database,
  [action, act, before, after]: AuditedRow,
): Promise<void> {
  const ctx = await createCtx(db)
  await act(ctx)
  const log = await db
    .select()
    .from(activityLog)
    .where(eq(activityLog.organizationId, ctx.organizationId))
    .orderBy(desc(activityLog.id))
  expect(log[0]).toMatchObject({
    action,
    userId: ctx.actor.id,
    actorKind: 'user',
    actorName: ctx.actor.name,
  })
  expect([log[0]?.before, log[0]?.after]).toEqual([before, after])
  expect(JSON.stringify(log)).not.toContain(secret)
  expect(JSON.stringify(log)).not.toContain(clientKey)
}
