import { and, asc, eq, inArray, sql } from 'drizzle-orm'

import { integrationLinks, integrations } from '#db/schema/integrations.ts'
import { notifications } from '#db/schema/notifications.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import type { Issue } from '#lib/engines/vendors/types.ts'
import { IssueState, type LinkRow } from '#lib/integrations/links.ts'
import { openRow } from '#lib/integrations/open-connection.ts'
import type { ConnectionRow } from '#lib/integrations/queries.ts'
import { recordUse } from '#lib/integrations/record-use.ts'
import type { KeepIssue } from '#lib/notifications/outbox/record-outcome.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

/** issues asked for in one go; the ones asked for longest ago come first */
const batch = 100

/** Whoever owns the defects, and what it does with news of their issues. */
type Owner = {
  keepIssue: KeepIssue
  followTracker: (
    tx: Ctx,
    defectId: string,
    move: 'done' | 'open',
    issueKey: string,
  ) => Promise<boolean>
}

export type SyncOptions = Owner & { signal: AbortSignal; guard?: Guard }

type Seen = { kind: string; issue: Issue }

async function isOnItsWay(tx: Ctx, { integrationId, key }: LinkRow): Promise<boolean> {
  const [open] = await tx.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.integrationId, integrationId),
        eq(notifications.threadKey, `issue ${key}`),
        inArray(notifications.status, ['pending', 'sending']),
      ),
    )
    .limit(1)
  return open !== undefined
}

/**
 * Takes over what somebody moved in the tracker since Earshot told or saw it last. Only a move counts, never a state:
 * that way neither side undoes what the other did.
 */
async function takeOver(
  ctx: Ctx,
  link: LinkRow,
  { kind, issue, keepIssue, followTracker }: Seen & Owner,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(integrationLinks)
      .where(eq(integrationLinks.id, link.id))
      .for('update')
    // A word of ours under way decides; its end is written down with the state that it made.
    if (!row || row.updatedAt.getTime() !== link.updatedAt.getTime()) return
    if (await isOnItsWay(tx, row)) return
    const before = IssueState.safeParse(row.state)
    const { status, category, url } = issue
    await tx.db
      .update(integrationLinks)
      .set({ url, state: { status, category }, updatedAt: sql`clock_timestamp()` })
      .where(eq(integrationLinks.id, row.id))
    await keepIssue(tx, row.key, kind, issue)
    const wasDone = before.data?.category === 'done'
    const isDone = category === 'done'
    if (before.success && wasDone !== isDone)
      await followTracker(tx, row.key, isDone ? 'done' : 'open', issue.key)
  })
}

async function syncConnection(
  ctx: Ctx,
  row: ConnectionRow,
  { signal, guard, ...owner }: SyncOptions,
): Promise<void> {
  const links = await ctx.db
    .select()
    .from(integrationLinks)
    .where(and(eq(integrationLinks.integrationId, row.id), eq(integrationLinks.kind, 'issue')))
    .orderBy(asc(integrationLinks.updatedAt))
    .limit(batch)
  if (links.length === 0) return
  const { tracker } = openRow(row, { signal, ...(guard && { guard }) })
  if (!tracker) return
  for (const link of links)
    await takeOver(ctx, link, {
      kind: row.kind,
      issue: await tracker.getIssue(link.externalId),
      ...owner,
    })
  await recordUse(ctx, row.id, { ok: true })
}

/** Asks every tracker of the organization how its issues are. One that does not answer stops no other. */
export async function syncIssues(ctx: Ctx, options: SyncOptions): Promise<void> {
  const rows = await ctx.db
    .select()
    .from(integrations)
    .where(
      and(eq(integrations.organizationId, ctx.organizationId), eq(integrations.isEnabled, true)),
    )
  for (const row of rows.filter(({ kind }) => getIntegration(kind).tracker !== undefined))
    try {
      await syncConnection(ctx, row, options)
    } catch (error) {
      log.warn({ integration: row.name, err: errorMessage(error) }, 'could not ask for issues')
      await recordUse(ctx, row.id, { ok: false, error: errorMessage(error) })
    }
}
