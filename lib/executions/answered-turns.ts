import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'

import { executionDetails, voiceTestExecutions } from '#db/schema/executions.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testCases, testCaseVersions } from '#db/schema/suites.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import type { Ctx } from '#lib/platform/context.ts'
import {
  answeredTurn,
  replyKeys,
  type Forms,
  type HeardTurn,
} from '#lib/runs/results/answered-turn.ts'
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

type OfCase = Pick<Row, 'caseId' | 'caseVersion'>

const keyOf = ({ caseId, caseVersion }: OfCase) => `${caseId} ${caseVersion}`

/** The cases of some executions with the variables of their run: read once for many executions, not with each. */
function createCases(ctx: Ctx, variables: Record<string, string>) {
  const known = boundedCache<Case>(2_000)
  return async (rows: readonly OfCase[]): Promise<Map<string, Case>> => {
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

type Reply = Pick<Row, 'executionId' | 'caseId' | 'caseVersion'> & { turn: HeardTurn }

const heard = ({ index, language, said, keys, stimulus, ...reply }: TurnEvidence): HeardTurn => {
  const { fault, reply_written, reply_spoken, reply_audio } = reply
  const question = { index, language, said, stimulus, ...(keys && { keys }) }
  return { ...question, fault, reply_written, reply_spoken, reply_audio }
}

/** Every reply of a run's final executions, in batches: a run may have a hundred thousand. */
async function repliesOf(ctx: Ctx, runId: string): Promise<Reply[]> {
  const found: Reply[] = []
  let after: string | null = null
  for (;;) {
    const rows: Row[] = await select(ctx, runId, after)
    for (const { verdict, turns, ...of } of rows)
      if (verdict !== 'invalid')
        for (const turn of turns as TurnEvidence[]) found.push({ ...of, turn: heard(turn) })
    if (rows.length < batchSize) return found
    after = rows.at(-1)?.executionId ?? null
  }
}

/** Those that came to more than one turn of a case. In most runs there are none, and no case need be read. */
function repeated(replies: readonly Reply[], forms: Forms): Reply[] {
  /** the turn that a reply came to first, and the replies that came to another one */
  const first = new Map<string, string>()
  const several = new Set<string>()
  const keysOf = (turn: HeardTurn) => {
    const { words, audio } = replyKeys(turn, forms)
    return [
      ...(words === null ? [] : [`words ${words}`]),
      ...(audio === null ? [] : [`audio ${audio}`]),
    ]
  }
  for (const { caseId, turn } of replies)
    for (const key of keysOf(turn)) {
      const asked = `${caseId} ${turn.index}`
      const known = first.get(key)
      if (known === undefined) first.set(key, asked)
      else if (known !== asked) several.add(key)
    }
  if (several.size === 0) return []
  return replies.filter(({ turn }) => keysOf(turn).some((key) => several.has(key)))
}

/** Answered turns of a run's final executions whose reply came to other turns of cases as well. */
export async function answeredTurns(ctx: Ctx, runId: string): Promise<AnsweredTurn[]> {
  const forms = createForms()
  const replies = repeated(await repliesOf(ctx, runId), forms)
  if (replies.length === 0) return []
  const found: AnsweredTurn[] = []
  const casesOf = createCases(ctx, await variablesOf(ctx, runId))
  for (let from = 0; from < replies.length; from += batchSize) {
    const batch = replies.slice(from, from + batchSize)
    const cases = await casesOf(batch)
    for (const { turn, ...reply } of batch) {
      const known = cases.get(keyOf(reply))
      const { executionId, caseId } = reply
      const one = known && answeredTurn(turn, { executionId, caseId, ...known }, forms)
      if (one) found.push(one)
    }
  }
  return found
}
