import { and, eq } from 'drizzle-orm'
import { z } from 'zod'

import { integrationLinks } from '#db/schema/integrations.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type LinkRow = typeof integrationLinks.$inferSelect
export type LinkKind = LinkRow['kind']

export type LinkValue = {
  kind: LinkKind
  key: string
  externalId: string
  url: string | null
  state: Record<string, unknown>
}

/** What is remembered of an issue: the state that Earshot told or saw last. */
export const IssueState = z.object({
  status: z.string(),
  category: z.enum(['open', 'in_progress', 'done']),
})
export type IssueState = z.output<typeof IssueState>

export async function findLink(
  ctx: Ctx,
  integrationId: string,
  kind: LinkKind,
  key: string,
): Promise<LinkRow | null> {
  const [row] = await ctx.db
    .select()
    .from(integrationLinks)
    .where(
      and(
        eq(integrationLinks.organizationId, ctx.organizationId),
        eq(integrationLinks.integrationId, integrationId),
        eq(integrationLinks.kind, kind),
        eq(integrationLinks.key, key),
      ),
    )
  return row ?? null
}

/** Remembers what was made at a provider; the newest word counts. */
export async function keepLink(tx: Ctx, integrationId: string, link: LinkValue): Promise<void> {
  const { externalId, url, state } = link
  await tx.db
    .insert(integrationLinks)
    .values({ organizationId: tx.organizationId, integrationId, ...link })
    .onConflictDoUpdate({
      target: [integrationLinks.integrationId, integrationLinks.kind, integrationLinks.key],
      set: { externalId, url, state, updatedAt: new Date() },
    })
}
