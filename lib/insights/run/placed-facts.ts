import { inArray, sql } from 'drizzle-orm'
import { z } from 'zod'

import type { RunMode } from '#db/enums.ts'
import { testCaseVersions } from '#db/schema/suites.ts'
import { profilesOfSnapshot } from '#lib/device-profiles/used-profile.ts'
import type { Facts } from '#lib/insights/run/run-facts.ts'
import type { Dimension } from '#lib/insights/run/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** One value of a dimension; `key` null: it has none. */
type Part = { key: string | null; label: string }

export type PlacedFacts = Facts & { parts: Record<Dimension, Part> }

const CaseRow = z.object({
  caseId: z.string(),
  version: z.number(),
  name: z.string(),
  languages: z.record(z.string(), z.object({ voice: z.string().default('default') })),
})

async function readCases(ctx: Ctx, ids: string[]) {
  if (ids.length === 0) return new Map<string, z.output<typeof CaseRow>>()
  const rows = await ctx.db
    .select({
      caseId: testCaseVersions.caseId,
      version: testCaseVersions.version,
      name: sql`${testCaseVersions.definition} ->> 'name'`,
      languages: sql`${testCaseVersions.definition} -> 'languages'`,
    })
    .from(testCaseVersions)
    .where(inArray(testCaseVersions.caseId, ids))
  const parsed = CaseRow.array().parse(rows)
  return new Map(parsed.map((row) => [`${row.caseId} ${row.version}`, row]))
}

/**
 * Says of each fact where it belongs: names of cases and the voices their language settings had in the version that
 * was run, names of device profiles as the run kept them (else the id).
 */
export async function placeFacts(
  ctx: Ctx,
  run: { mode: RunMode; snapshot: unknown },
  facts: Facts[],
): Promise<PlacedFacts[]> {
  const cases = await readCases(ctx, [...new Set(facts.map(({ caseId }) => caseId))])
  const profiles = profilesOfSnapshot(run.snapshot)
  return facts.map((fact) => {
    const { language, caseId, deviceProfileId } = fact
    const known = cases.get(`${caseId} ${fact.caseVersion}`)
    const voice = run.mode === 'text' ? null : (known?.languages[language]?.voice ?? 'default')
    return {
      ...fact,
      parts: {
        language: { key: language, label: language },
        device_profile: {
          key: deviceProfileId,
          label:
            deviceProfileId === null
              ? 'No profile'
              : (profiles[deviceProfileId]?.name ?? deviceProfileId),
        },
        voice: { key: voice, label: voice ?? 'No voice' },
        case: { key: caseId, label: known?.name ?? caseId },
      },
    }
  })
}

/** Facts by the value of one dimension. */
export function byPart(
  facts: PlacedFacts[],
  dimension: Dimension,
): { part: Part; facts: PlacedFacts[] }[] {
  const groups = new Map<string | null, { part: Part; facts: PlacedFacts[] }>()
  for (const fact of facts) {
    const part = fact.parts[dimension]
    const group = groups.get(part.key) ?? { part, facts: [] }
    group.facts.push(fact)
    groups.set(part.key, group)
  }
  return [...groups.values()]
}
