import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'

import { integrations } from '#db/schema/integrations.ts'
import { CiSettings } from '#lib/engines/vendors/ci-settings.ts'
import { getIntegration } from '#lib/engines/vendors/registry.ts'
import type { ConnectionRow } from '#lib/integrations/queries.ts'
import type { RunGit } from '#lib/notifications/runs/run-facts.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** A CI connection names the one repository it is for, or none: then it is for all that its token may see. */
const Place = z.object({ repository: z.string().optional(), project: z.string().optional() })

function isFor({ config }: ConnectionRow, repository: string): boolean {
  const { repository: one, project } = Place.parse(config)
  const named = one ?? project
  return named === undefined || named.toLowerCase() === repository.toLowerCase()
}

const isSpecific = ({ config }: ConnectionRow) => {
  const { repository, project } = Place.parse(config)
  return (repository ?? project) !== undefined
}

export type CiConnection = { id: string; kind: string; name: string; settings: CiSettings }

/**
 * Through which connection a commit is told of its run: the one whose delivery started it, else an enabled one of the
 * provider for this repository, one that names it before one that is for all. Null when there is none.
 */
export async function findCiConnection(
  ctx: Ctx,
  git: RunGit,
  startedBy: string | null,
): Promise<CiConnection | null> {
  const rows = await ctx.db
    .select()
    .from(integrations)
    .where(
      and(
        eq(integrations.organizationId, ctx.organizationId),
        eq(integrations.kind, git.provider),
        eq(integrations.isEnabled, true),
      ),
    )
    .orderBy(asc(integrations.id))
  const fitting = rows.filter((row) => row.id === startedBy || isFor(row, git.repository))
  const chosen =
    fitting.find(({ id }) => id === startedBy) ?? fitting.find(isSpecific) ?? fitting[0]
  if (!chosen || !getIntegration(chosen.kind).ci) return null
  const { id, kind, name } = chosen
  return { id, kind, name, settings: CiSettings.parse(chosen.config) }
}
