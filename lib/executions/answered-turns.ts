import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'

import { executionDetails, voiceTestExecutions } from '#db/schema/executions.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testCases, testCaseVersions } from '#db/schema/suites.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { answeredTurn, type Forms } from '#lib/runs/results/answered-turn.ts'
import type { AnsweredTurn } from '#lib/runs/results/same-replies.ts'
import { CaseInput } from '#lib/suites/schema.ts'
import { resolveVariables } from '#lib/suites/variables.ts'

const batchSize = 500

function select(ctx: Ctx, runId: string, after: string | null) {
  return ctx.db
    .select({
      executionId: voiceTestExecutions.id,
      caseId: voiceTestExecutions.caseId,
      caseVersion: voiceTestExecutions.caseVersion,
      verdict: voiceTestExecutions.verdict,
      turns: executionDetails.turns,
    })
    .from(voiceTestExecutions)
    .innerJoin(executionDetails, eq(executionDetails.executionId, voiceTestExecutions.id))
    .where(
      and(
        eq(voiceTestExecutions.organizationId, ctx.organizationId),
        eq(voiceTestExecutions.runId, runId),
        eq(voiceTestExecutions.isFinal, true),
        after === null ? undefined : gt(voiceTestExecutions.id, after),
      ),
    )
    .orderBy(asc(voiceTestExecutions.id))
    .limit(batchSize)
}

type Row = Awaited<ReturnType<typeof select>>[number]
type Case = { caseName: string; testCase: CaseInput }

const keyOf = ({ caseId, caseVersion }: Pick<Row, 'caseId' | 'caseVersion'>) =>
  `${caseId} ${caseVersion}`

/** The cases of some executions with the variables of their run: read once for many executions, not with each. */
function createCases(ctx: Ctx, variables: Record<string, string>) {
  const known = boundedCache<Case>(2_000)
  return async (rows: readonly Row[]): Promise<Map<string, Case>> => {
    const found = new Map<string, Case>()
    const missing = new Set<string>()
    for (const row of rows) {
      const kept = known.get(keyOf(row))
      if (kept) found.set(keyOf(row), kept)
      else missing.add(row.caseId)
    }
    if (missing.size === 0) return found
    const versions = [...new Set(rows.map(({ caseVersion }) => caseVersion))]
    const stored = await ctx.db
      .select({
        caseId: testCases.id,
        caseVersion: testCaseVersions.version,
        caseName: testCases.name,
        definition: testCaseVersions.definition,
      })
      .from(testCases)
      .innerJoin(testCaseVersions, eq(testCaseVersions.caseId, testCases.id))
      .where(and(inArray(testCases.id, [...missing]), inArray(testCaseVersions.version, versions)))
    for (const { caseName, definition, ...key } of stored) {
      const testCase = resolveVariables(CaseInput.parse(definition), variables)
      found.set(keyOf(key), known.set(keyOf(key), { caseName, testCase }))
    }
    return found
  }
}

async function variablesOf(ctx: Ctx, runId: string): Promise<Record<string, string>> {
  const [run] = await ctx.db
    .select({ variables: sql<Record<string, string> | null>`${testRuns.snapshot} -> 'variables'` })
    .from(testRuns)
    .where(and(eq(testRuns.id, runId), eq(testRuns.organizationId, ctx.organizationId)))
  return run?.variables ?? {}
}

function createForms(): Forms {
  const known = boundedCache<string>(20_000)
  return (text, language, form) => {
    const key = `${language} ${text}`
    return known.get(key) ?? known.set(key, form())
  }
}

/** All answered turns of a run's final executions, in batches: a run may have a hundred thousand. */
export async function answeredTurns(ctx: Ctx, runId: string): Promise<AnsweredTurn[]> {
  const found: AnsweredTurn[] = []
  const casesOf = createCases(ctx, await variablesOf(ctx, runId))
  const forms = createForms()
  let after: string | null = null
  for (;;) {
    const rows: Row[] = await select(ctx, runId, after)
    const judged = rows.filter(({ verdict }) => verdict !== 'invalid')
    const cases = await casesOf(judged)
    for (const { executionId, caseId, caseVersion, turns } of judged) {
      const known = cases.get(keyOf({ caseId, caseVersion }))
      if (!known) continue
      const held = { executionId, caseId, ...known }
      for (const turn of turns as TurnEvidence[])
        found.push(...[answeredTurn(turn, held, forms)].filter((one) => one !== null))
    }
    if (rows.length < batchSize) return found
    after = rows.at(-1)?.executionId ?? null
  }
}
