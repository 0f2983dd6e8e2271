import { and, asc, count, eq, isNull } from 'drizzle-orm'

import { testCaseLanguages, testCases, testSuites } from '#db/schema/suites.ts'
import { configurations } from '#db/schema/targets.ts'
import { listDeviceProfiles } from '#lib/device-profiles/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'

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
  suites: Option[]
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
  const [suites, targets, languages, deviceProfiles] = await Promise.all([
    ctx.db
      .select({ value: testSuites.id, label: testSuites.name, cases: count() })
      .from(testSuites)
      .innerJoin(testCases, eq(testCases.suiteId, testSuites.id))
      .where(live)
      .groupBy(testSuites.id)
      .orderBy(asc(testSuites.name)),
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
    ctx.db
      .selectDistinct({ language: testCaseLanguages.language })
      .from(testCaseLanguages)
      .innerJoin(testCases, eq(testCases.id, testCaseLanguages.caseId))
      .innerJoin(testSuites, eq(testSuites.id, testCases.suiteId))
      .where(live)
      .orderBy(asc(testCaseLanguages.language)),
    profileOptions(ctx),
  ])
  return {
    suites: suites.map(({ cases, ...suite }) => ({ ...suite, detail: `${cases} cases` })),
    targets,
    languages: languages.map(({ language }) => language),
    deviceProfiles,
  }
}
