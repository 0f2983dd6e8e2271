import { and, asc, eq, gt } from 'drizzle-orm'

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
      caseName: testCases.name,
      verdict: voiceTestExecutions.verdict,
      turns: executionDetails.turns,
      definition: testCaseVersions.definition,
      snapshot: testRuns.snapshot,
    })
    .from(voiceTestExecutions)
    .innerJoin(executionDetails, eq(executionDetails.executionId, voiceTestExecutions.id))
    .innerJoin(testRuns, eq(testRuns.id, voiceTestExecutions.runId))
    .innerJoin(testCases, eq(testCases.id, voiceTestExecutions.caseId))
    .innerJoin(
      testCaseVersions,
      and(
        eq(testCaseVersions.caseId, voiceTestExecutions.caseId),
        eq(testCaseVersions.version, voiceTestExecutions.caseVersion),
      ),
    )
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
  const cases = boundedCache<CaseInput>(2_000)
  const forms = createForms()
  let after: string | null = null
  for (;;) {
    const rows: Awaited<ReturnType<typeof select>> = await select(ctx, runId, after)
    for (const { executionId, caseId, caseVersion, caseName, ...row } of rows) {
      if (row.verdict === 'invalid') continue
      const key = `${caseId} ${caseVersion}`
      const { variables = {} } = row.snapshot as { variables?: Record<string, string> }
      const testCase =
        cases.get(key) ??
        cases.set(key, resolveVariables(CaseInput.parse(row.definition), variables))
      const held = { executionId, caseId, caseName, testCase }
      for (const turn of row.turns as TurnEvidence[])
        found.push(...[answeredTurn(turn, held, forms)].filter((one) => one !== null))
    }
    if (rows.length < batchSize) return found
    after = rows.at(-1)?.executionId ?? null
  }
}
