import { and, asc, eq, gt, ilike, or, sql } from 'drizzle-orm'

import {
  testCases,
  testExecutionQueue,
  validationResults,
  voiceTestExecutions,
} from '#db/schema/index.ts'

import type { Ctx } from '../context.ts'
import { getRunRow } from './queries.ts'
import { hasOutcome } from './twin-outcome.ts'
import type { RunItemFilter, RunItemView } from './schema.ts'

const columns = {
  item: testExecutionQueue,
  case: {
    id: testCases.id,
    key: testCases.key,
    name: testCases.name,
    priority: testCases.priority,
  },
  reviewStatus: voiceTestExecutions.reviewStatus,
  confidence: voiceTestExecutions.confidence,
  blame: voiceTestExecutions.blame,
  responseMs: voiceTestExecutions.responseMs,
  reason: validationResults.reason,
}

function conditions(filter: RunItemFilter) {
  const like = filter.search ? `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%` : undefined
  return [
    filter.cursor ? gt(testExecutionQueue.id, filter.cursor) : undefined,
    filter.verdict ? eq(testExecutionQueue.verdict, filter.verdict) : undefined,
    filter.status ? eq(testExecutionQueue.status, filter.status) : undefined,
    filter.language ? eq(testExecutionQueue.language, filter.language) : undefined,
    filter.review_status ? eq(voiceTestExecutions.reviewStatus, filter.review_status) : undefined,
    filter.blame ? eq(voiceTestExecutions.blame, filter.blame) : undefined,
    filter.twin ? hasOutcome(filter.twin) : undefined,
    like ? or(ilike(testCases.name, like), ilike(testCases.key, like)) : undefined,
  ]
}

/** Items of a run in their order, each with its last execution. */
export async function listRunItems(
  ctx: Ctx,
  runId: string,
  filter: RunItemFilter,
): Promise<{ data: RunItemView[]; next_cursor: string | null }> {
  await getRunRow(ctx, runId)
  const rows = await ctx.db
    .select(columns)
    .from(testExecutionQueue)
    .innerJoin(testCases, eq(testCases.id, testExecutionQueue.caseId))
    .leftJoin(voiceTestExecutions, eq(voiceTestExecutions.id, testExecutionQueue.executionId))
    .leftJoin(validationResults, eq(validationResults.executionId, testExecutionQueue.executionId))
    .where(and(eq(testExecutionQueue.runId, runId), ...conditions(filter)))
    .orderBy(asc(testExecutionQueue.id))
    .limit(filter.limit + 1)
  const page = rows.slice(0, filter.limit)
  return {
    data: page.map(({ item, case: testCase, reason, ...last }) => ({
      id: item.id,
      execution_id: item.executionId,
      case: testCase,
      suite_id: item.suiteId,
      language: item.language,
      repetition: item.repetition,
      status: item.status,
      attempt: item.attempt,
      verdict: item.verdict,
      review_status: last.reviewStatus,
      confidence: last.confidence,
      blame: last.blame,
      reason: reason ?? item.lastError,
      response_ms: last.responseMs,
      passed_after_retry: item.verdict === 'passed' && item.retries > 0,
      finished_at: item.finishedAt?.toISOString() ?? null,
    })),
    next_cursor: rows.length > filter.limit ? (page.at(-1)?.item.id ?? null) : null,
  }
}

/** What the filters of a run's table can offer. */
export async function runFacets(ctx: Ctx, runId: string): Promise<{ languages: string[] }> {
  await getRunRow(ctx, runId)
  const rows = await ctx.db
    .selectDistinct({ language: testExecutionQueue.language })
    .from(testExecutionQueue)
    .where(eq(testExecutionQueue.runId, runId))
    .orderBy(sql`1`)
  return { languages: rows.map(({ language }) => language) }
}
