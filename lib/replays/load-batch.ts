import { and, asc, eq, gt, gte, lte, sql, type SQL } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'

import { executionDetails, validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testCaseVersions } from '#db/schema/suites.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import type { Ctx } from '#lib/platform/context.ts'
import type { ReplayRow } from '#lib/replays/queries.ts'
import { hasOpenAudit } from '#lib/runs/results/open-audits.ts'
import type { CaseInput } from '#lib/suites/schema.ts'
import { CaseInput as CaseSchema } from '#lib/suites/schema.ts'
import { resolveVariables } from '#lib/suites/variables.ts'

const batchSize = 250

/** The first id that a UUIDv7 of a time can have: executions are kept in the order of their ids. */
function firstIdOf(at: Date): string {
  const millis = at.getTime().toString(16).padStart(12, '0')
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7000-8000-000000000000`
}

/** An execution began at most this long before it ended, ms. */
const longest = 86_400_000

/** The executions that a replay is about: those that count, of one organization. */
export function within(ctx: Ctx, replay: ReplayRow): SQL | undefined {
  const { id, runId, finishedAt, organizationId, isFinal } = voiceTestExecutions
  const { fromAt, toAt } = replay
  return and(
    eq(organizationId, ctx.organizationId),
    replay.executionId ? eq(id, replay.executionId) : eq(isFinal, true),
    replay.runId ? eq(runId, replay.runId) : undefined,
    fromAt
      ? and(gte(finishedAt, fromAt), gte(id, firstIdOf(new Date(fromAt.getTime() - longest))))
      : undefined,
    toAt ? and(lte(finishedAt, toAt), lte(id, firstIdOf(new Date(toAt.getTime() + 1)))) : undefined,
  )
}

function select(ctx: Ctx, replay: ReplayRow, after: string | null) {
  const executions = voiceTestExecutions
  return ctx.db
    .select({
      execution: {
        id: executions.id,
        runId: executions.runId,
        suiteId: executions.suiteId,
        caseId: executions.caseId,
        caseVersion: executions.caseVersion,
        language: executions.language,
      },
      turns: executionDetails.turns,
      twinTurns: executionDetails.twinTurns,
      validation: validationResults,
      run: {
        purpose: testRuns.purpose,
        targetId: testRuns.targetId,
        targetVersion: testRuns.targetVersion,
        variables: sql<Record<string, string> | null>`${testRuns.snapshot} -> 'variables'`,
      },
      definition: testCaseVersions.definition,
      blind: hasOpenAudit(executions.id),
    })
    .from(executions)
    .innerJoin(executionDetails, eq(executionDetails.executionId, executions.id))
    .innerJoin(validationResults, eq(validationResults.executionId, executions.id))
    .innerJoin(testRuns, eq(testRuns.id, executions.runId))
    .innerJoin(
      testCaseVersions,
      and(
        eq(testCaseVersions.caseId, executions.caseId),
        eq(testCaseVersions.version, executions.caseVersion),
      ),
    )
    .where(and(within(ctx, replay), after ? gt(executions.id, after) : undefined))
    .orderBy(asc(executions.id))
    .limit(batchSize)
}

type Selected = Awaited<ReturnType<typeof select>>[number]

/** An execution with all that judges it. */
export type Stored = Omit<Selected, 'turns' | 'twinTurns' | 'definition'> & {
  turns: TurnEvidence[]
  twinTurns: TurnEvidence[] | null
  case: CaseInput
}

/** Walks through the executions of a replay in the order of their ids; a case is parsed once for each run. */
export async function* storedExecutions(ctx: Ctx, replay: ReplayRow): AsyncGenerator<Stored[]> {
  const cases = boundedCache<CaseInput>(2_000)
  const caseOf = ({ execution, run, definition }: Selected) => {
    const key = `${execution.runId} ${execution.caseId} ${execution.caseVersion}`
    return (
      cases.get(key) ??
      cases.set(key, resolveVariables(CaseSchema.parse(definition), run.variables ?? {}))
    )
  }
  let after: string | null = null
  for (;;) {
    const rows: Selected[] = await select(ctx, replay, after)
    if (rows.length === 0) return
    yield rows.map((row) => ({
      ...row,
      turns: row.turns as TurnEvidence[],
      twinTurns: row.twinTurns as TurnEvidence[] | null,
      case: caseOf(row),
    }))
    after = rows.at(-1)?.execution.id ?? uuidv7()
  }
}
