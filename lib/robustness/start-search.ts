import { and, asc, eq, isNull } from 'drizzle-orm'

import { breakPointSearches } from '#db/schema/robustness.ts'
import { testCaseLanguages, testCases } from '#db/schema/suites.ts'
import { resolveProfiles } from '#lib/device-profiles/resolve-profiles.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'
import { axisOf } from '#lib/robustness/axes.ts'
import { probeProfiles } from '#lib/robustness/probe-profiles.ts'
import { getSearch } from '#lib/robustness/queries.ts'
import { type SearchDetailView, type SearchPlan, StartSearchInput } from '#lib/robustness/schema.ts'
import { getRunRow } from '#lib/runs/queries.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'

async function caseAndLanguage(
  ctx: Ctx,
  { case_id, language }: { case_id: string; language?: string | undefined },
) {
  const rows = await ctx.db
    .select({ testCase: testCases, language: testCaseLanguages.language })
    .from(testCases)
    .innerJoin(testCaseLanguages, eq(testCaseLanguages.caseId, testCases.id))
    .where(
      and(
        eq(testCases.organizationId, ctx.organizationId),
        eq(testCases.id, case_id),
        isNull(testCases.deletedAt),
      ),
    )
    .orderBy(asc(testCaseLanguages.language))
  const row = rows.find((one) => language === undefined || one.language === language)
  if (row) return row
  throw rows.length === 0
    ? new InvalidError('There is no such case', [{ path: 'case_id', message: 'is no case' }])
    : new InvalidError(`The case is not written in ${language}`, [
        {
          path: 'language',
          message: `is written in ${rows.map((one) => one.language).join(', ')}`,
        },
      ])
}

async function planOf(
  ctx: Ctx,
  input: ReturnType<typeof StartSearchInput.parse>,
): Promise<SearchPlan> {
  const axis = axisOf(input.axis)
  const { from = axis.from, to = axis.to, tolerance = axis.tolerance } = input
  const faults = [
    ...(
      [
        ['from', from],
        ['to', to],
      ] as const
    ).flatMap(([path, level]) =>
      level < axis.least || level > axis.most
        ? [{ path, message: `must lie between ${axis.least} and ${axis.most}` }]
        : [],
    ),
    ...(from === to ? [{ path: 'to', message: 'must differ from where the search begins' }] : []),
    ...(tolerance < axis.step
      ? [{ path: 'tolerance', message: `must be at least ${axis.step}` }]
      : []),
  ]
  if (faults.length > 0) throw new InvalidError('The search cannot be made', faults)
  const [base] = input.device_profile ? await resolveProfiles(ctx, [input.device_profile]) : [null]
  return {
    ...{ from, to, tolerance, repetitions: input.repetitions, noise: input.noise },
    base: base?.settings ?? {},
    base_name: base?.name ?? null,
  }
}

/**
 * Starts to look for the level of noise, speed or loss at which a case breaks: one run, which grows by a level
 * whenever the one before is judged. Throws as `startRun` does, and `InvalidError` for levels that cannot be.
 */
export async function startSearch(ctx: Ctx, input: StartSearchInput): Promise<SearchDetailView> {
  authorize(ctx.actor, 'run:start')
  const wanted = StartSearchInput.parse(input)
  const { testCase, language } = await caseAndLanguage(ctx, wanted)
  const plan = await planOf(ctx, wanted)
  const profiles = probeProfiles(wanted.axis, plan, plan.from)
  return inTransaction(ctx, async (tx) => {
    const request = StartRunInput.parse({
      case_ids: [testCase.id],
      target: wanted.target,
      languages: [language],
      name: `Robustness threshold of ${testCase.name}`.slice(0, 200),
    })
    const run = await startRun(
      tx,
      request,
      { kind: 'search', by: ctx.actor.name },
      { profiles, purpose: 'search' },
    )
    const [search] = await tx.db
      .insert(breakPointSearches)
      .values({
        organizationId: tx.organizationId,
        runId: run.id,
        caseId: testCase.id,
        caseVersion: testCase.version,
        targetId: (await getRunRow(tx, run.id)).targetId,
        language,
        axis: wanted.axis,
        plan,
        probes: [{ level: plan.from, profile_ids: profiles.map(({ id }) => id) }],
        createdBy: tx.actor.id,
      })
      .returning({ id: breakPointSearches.id })
    if (!search) throw new AppError('internal', 'Insert returned no search')
    return getSearch(tx, search.id)
  })
}
