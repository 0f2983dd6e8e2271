import { and, asc, count, eq, isNull } from 'drizzle-orm'

import { testCaseLanguages, testCases, testSuites } from '#db/schema/suites.ts'
import { configurations } from '#db/schema/targets.ts'
import { listDeviceProfiles } from '#lib/device-profiles/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'

type Option = { value: string; label: string; detail?: string }

const dry: Option = { value: 'none', label: 'Clean', detail: 'as it was spoken' }

async function profileOptions(ctx: Ctx): Promise<Option[]> {
  const profiles = await listDeviceProfiles(ctx)
  return [
    dry,
    ...profiles.map(({ id, name, conditions }) => ({
      value: id,
      label: name,
      detail: conditions.join(', '),
    })),
  ]
}

type RunOptions = {
  /** with the number of active cases by language */
  suites: (Option & { cases: Record<string, number> })[]
  targets: Option[]
  languages: string[]
  deviceProfiles: Option[]
}

/** What the start dialog offers: suites that hold active cases, targets in use, languages written, device profiles. */
export async function startRunOptions(ctx: Ctx): Promise<RunOptions> {
  const live = and(
    eq(testCases.organizationId, ctx.organizationId),
    eq(testCases.status, 'active'),
    isNull(testCases.deletedAt),
    isNull(testSuites.deletedAt),
  )
  const [suites, counts, targets, deviceProfiles] = await Promise.all([
    ctx.db
      .select({ value: testSuites.id, label: testSuites.name, cases: count() })
      .from(testSuites)
      .innerJoin(testCases, eq(testCases.suiteId, testSuites.id))
      .where(live)
      .groupBy(testSuites.id)
      .orderBy(asc(testSuites.name)),
    ctx.db
      .select({ suite: testCases.suiteId, language: testCaseLanguages.language, cases: count() })
      .from(testCaseLanguages)
      .innerJoin(testCases, eq(testCases.id, testCaseLanguages.caseId))
      .innerJoin(testSuites, eq(testSuites.id, testCases.suiteId))
      .where(live)
      .groupBy(testCases.suiteId, testCaseLanguages.language)
      .orderBy(asc(testCaseLanguages.language)),
    ctx.db
      .select({ value: configurations.id, label: configurations.name })
      .from(configurations)
      .where(
        and(
          eq(configurations.organizationId, ctx.organizationId),
          eq(configurations.isActive, true),
          isNull(configurations.deletedAt),
        ),
      )
      .orderBy(asc(configurations.id)),
    profileOptions(ctx),
  ])
  const casesOf = (id: string) =>
    counts.filter(({ suite }) => suite === id).map((row) => [row.language, row.cases] as const)
  return {
    suites: suites.map(({ cases, ...suite }) => ({
      ...suite,
      detail: formatQuantity(cases, 'case'),
      cases: Object.fromEntries(casesOf(suite.value)),
    })),
    targets,
    languages: [...new Set(counts.map(({ language }) => language))],
    deviceProfiles,
  }
}
