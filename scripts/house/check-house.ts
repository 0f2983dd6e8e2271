import { createRequire } from 'node:module'

import { z } from 'zod'

import { permissions } from '#lib/platform/auth/authorize.ts'
import { definitions } from '#lib/platform/config/definitions.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import { classConflicts } from '#scripts/house/class-conflicts.ts'
import { clientClosures } from '#scripts/house/client-closure.ts'
import { deadJobs } from '#scripts/house/dead-jobs.ts'
import { deadPermissions } from '#scripts/house/dead-permissions.ts'
import { deadSettings } from '#scripts/house/dead-settings.ts'
import { deadTables } from '#scripts/house/dead-tables.ts'
import type { Finding } from '#scripts/house/finding.ts'
import { wrongRooms } from '#scripts/house/rooms.ts'
import type { Sources } from '#scripts/house/sources.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const Rules = z.object({
  forbidden: z.array(
    z.object({ name: z.string(), from: z.object({ path: z.string().optional() }) }),
  ),
})

/** The files a browser may load, as the rules for imports list them. */
function browserSafe(): RegExp {
  const rules = Rules.parse(createRequire(import.meta.url)(fromRoot('.dependency-cruiser.cjs')))
  const rule = rules.forbidden.find(({ name }) => name === 'safe-stays-safe')
  if (!rule?.from.path) throw new Error('.dependency-cruiser.cjs has no rule safe-stays-safe')
  return new RegExp(rule.from.path)
}

/** All that is unused or in the wrong place in `sources`, exceptions included. */
export function checkHouse(sources: Sources): Finding[] {
  const jobs = Object.entries(catalog).map(([name, job]) => ({ name, cron: 'cron' in job }))
  return [
    ...deadSettings(sources, Object.keys(definitions)),
    ...deadJobs(sources, jobs),
    ...deadPermissions(sources, Object.keys(permissions)),
    ...deadTables(sources),
    ...wrongRooms(sources),
    ...clientClosures(sources, browserSafe()),
    ...classConflicts(sources),
  ]
}
