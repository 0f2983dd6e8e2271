import { and, asc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'

import { testCaseLanguages, testCases, testCaseVersions, testSuites } from '#db/schema/suites.ts'
import { configurations, environmentVariables } from '#db/schema/targets.ts'
import { resolveProfiles } from '#lib/device-profiles/resolve-profiles.ts'
import type { UsedProfile } from '#lib/device-profiles/used-profile.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { StartRunInput } from '#lib/runs/schema.ts'
import { unknownVariables } from '#lib/suites/variables.ts'

/** Items of one run at most. */
const itemLimit = 200_000

const isId = (text: string) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text)

async function findTarget(ctx: Ctx, name: string) {
  const [target] = await ctx.db
    .select()
    .from(configurations)
    .where(
      and(
        eq(configurations.organizationId, ctx.organizationId),
        isNull(configurations.deletedAt),
        isId(name)
          ? eq(configurations.id, name)
          : eq(sql`lower(${configurations.name})`, name.toLowerCase()),
      ),
    )
  if (!target)
    throw new InvalidError(`There is no target ${name}`, [
      { path: 'target', message: 'is no target of this organization' },
    ])
  if (!target.isActive)
    throw new InvalidError(`The target ${target.name} is switched off`, [
      { path: 'target', message: 'is switched off' },
    ])
  return target
}

async function wantedSuites(ctx: Ctx, input: StartRunInput) {
  const ids = input.suite_ids ?? []
  const names = (input.suites ?? []).map((name) => name.toLowerCase())
  if (ids.length + names.length === 0) return []
  const wanted: (SQL | undefined)[] = []
  if (ids.length > 0) wanted.push(inArray(testSuites.id, ids))
  if (names.length > 0) wanted.push(inArray(sql`lower(${testSuites.name})`, names))
  const rows = await ctx.db
    .select({ id: testSuites.id, name: testSuites.name })
    .from(testSuites)
    .where(
      and(
        eq(testSuites.organizationId, ctx.organizationId),
        isNull(testSuites.deletedAt),
        or(...wanted),
      ),
    )
  const missing = [
    ...ids.filter((id) => !rows.some((row) => row.id === id)),
    ...(input.suites ?? []).filter(
      (name) => !rows.some((row) => row.name.toLowerCase() === name.toLowerCase()),
    ),
  ]
  if (missing.length > 0)
    throw new InvalidError(`There is no suite ${missing.join(', ')}`, [
      { path: 'suites', message: `unknown: ${missing.join(', ')}` },
    ])
  return rows
}

async function wantedCases(ctx: Ctx, input: StartRunInput, suiteIds: string[]) {
  const wanted: (SQL | undefined)[] = []
  if (suiteIds.length > 0) wanted.push(inArray(testCases.suiteId, suiteIds))
  if (input.case_ids?.length) wanted.push(inArray(testCases.id, input.case_ids))
  const rows = await ctx.db
    .select({
      id: testCases.id,
      suiteId: testCases.suiteId,
      name: testCases.name,
      version: testCases.version,
      languages: sql<string[]>`array_agg(${testCaseLanguages.language})`,
    })
    .from(testCases)
    .innerJoin(testCaseLanguages, eq(testCaseLanguages.caseId, testCases.id))
    .where(
      and(
        eq(testCases.organizationId, ctx.organizationId),
        eq(testCases.status, 'active'),
        isNull(testCases.deletedAt),
        or(...wanted),
      ),
    )
    .groupBy(testCases.id)
    .orderBy(
      sql`array_position(array['critical','high','medium','low'], ${testCases.priority})`,
      asc(testCases.suiteId),
      asc(testCases.position),
    )
  if (rows.length === 0)
    throw new InvalidError('Nothing to run: the suites hold no active case', [
      { path: 'suite_ids', message: 'hold no active case' },
    ])
  return rows
}

type Case = Awaited<ReturnType<typeof wantedCases>>[number]

function countItems(input: StartRunInput, cases: Case[], profiles: number): number {
  const known = new Set(cases.flatMap(({ languages }) => languages))
  const missing = (input.languages ?? []).filter((language) => !known.has(language))
  if (missing.length > 0)
    throw new InvalidError(`No case is written in ${missing.join(', ')}`, [
      { path: 'languages', message: `no case is written in ${missing.join(', ')}` },
    ])
  const chosen = (language: string) =>
    !input.languages?.length || input.languages.includes(language)
  const variants = cases.reduce((sum, { languages }) => sum + languages.filter(chosen).length, 0)
  const total = variants * profiles * input.repetitions
  if (total > itemLimit)
    throw new InvalidError(`A run of ${total} items is too large; the limit is ${itemLimit}`, [
      { path: 'repetitions', message: `makes ${total} items` },
    ])
  return total
}

/** Cases that use a variable the target does not define are refused before anything is called. */
async function checkVariables(ctx: Ctx, cases: Case[], variables: Record<string, string>) {
  const rows = await ctx.db
    .select({ caseId: testCaseVersions.caseId, definition: testCaseVersions.definition })
    .from(testCaseVersions)
    .innerJoin(
      testCases,
      and(
        eq(testCases.id, testCaseVersions.caseId),
        eq(testCases.version, testCaseVersions.version),
      ),
    )
    .where(
      and(
        inArray(
          testCases.id,
          cases.map(({ id }) => id),
        ),
        sql`${testCaseVersions.definition}::text like '%\${%'`,
      ),
    )
  const faults = rows.flatMap(({ caseId, definition }) => {
    const name = cases.find(({ id }) => id === caseId)?.name ?? caseId
    return unknownVariables(definition, variables).map((variable) => ({
      path: 'target',
      message: `the case ${name} uses \${${variable}}, which the target does not define`,
    }))
  })
  if (faults.length > 0)
    throw new InvalidError(faults[0]?.message ?? 'An unknown variable is used', faults)
}

type Variables = { known: Record<string, string>; plain: Record<string, string> }

/** `known` names all of the target's variables; `plain` holds those that may be stored with the run. */
async function variablesOf(ctx: Ctx, targetId: string): Promise<Variables> {
  const rows = await ctx.db
    .select()
    .from(environmentVariables)
    .where(eq(environmentVariables.configurationId, targetId))
  const pairs = (chosen: typeof rows) =>
    Object.fromEntries(chosen.map(({ name, value }) => [name, value]))
  return { known: pairs(rows), plain: pairs(rows.filter(({ isSecret }) => !isSecret)) }
}

/** Through what the stimuli are heard; null is the stimulus as it is. Never empty. */
async function wantedProfiles(
  ctx: Ctx,
  { device_profiles: names = [], mode }: StartRunInput,
  adHoc: readonly UsedProfile[],
): Promise<(UsedProfile | null)[]> {
  const profiles = [...(await resolveProfiles(ctx, names)), ...adHoc]
  if (mode === 'text' && profiles.some((profile) => profile !== null))
    throw new InvalidError('A run in text mode sends no sound that a device profile could change', [
      { path: 'device_profiles', message: 'need voice or twin mode' },
    ])
  return profiles.length === 0 ? [null] : profiles
}

/**
 * Turns the names of a request into rows, or says by field what does not exist. Reads only. `adHoc` are device
 * profiles that are in no table.
 */
export async function resolveRequest(
  ctx: Ctx,
  input: StartRunInput,
  adHoc: readonly UsedProfile[] = [],
) {
  const target = await findTarget(ctx, input.target)
  const profiles = await wantedProfiles(ctx, input, adHoc)
  const suites = await wantedSuites(ctx, input)
  const cases = await wantedCases(
    ctx,
    input,
    suites.map(({ id }) => id),
  )
  const total = countItems(input, cases, profiles.length)
  const { known, plain } = await variablesOf(ctx, target.id)
  await checkVariables(ctx, cases, known)
  return { target, suites, cases, profiles, total, variables: plain }
}
