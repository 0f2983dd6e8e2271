import { aliasedTable, and, asc, count, eq, gt, sql } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { reviewItems } from '#db/schema/review.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testCases } from '#db/schema/suites.ts'
import { getExecution } from '#lib/executions/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { ReviewFilter, type ReviewItemView, type ReviewTaskView } from '#lib/review/schema.ts'

const claimer = aliasedTable(users, 'claimer')

function selectItems(ctx: Ctx) {
  return ctx.db
    .select({
      item: reviewItems,
      runName: testRuns.name,
      caseName: testCases.name,
      language: voiceTestExecutions.language,
      // What Earshot said: the verdict in force may be a person's.
      automaticVerdict: validationResults.automaticVerdict,
      automaticConfidence: validationResults.automaticConfidence,
      claimerName: claimer.name,
      leased: sql<boolean>`coalesce(${reviewItems.leaseExpiresAt} > now(), false)`,
    })
    .from(reviewItems)
    .innerJoin(voiceTestExecutions, eq(voiceTestExecutions.id, reviewItems.executionId))
    .innerJoin(validationResults, eq(validationResults.executionId, reviewItems.executionId))
    .innerJoin(testCases, eq(testCases.id, voiceTestExecutions.caseId))
    .innerJoin(testRuns, eq(testRuns.id, reviewItems.runId))
    .leftJoin(claimer, eq(claimer.id, reviewItems.claimedBy))
}

/** Until somebody decides it, nobody is told what Earshot says of an audit. */
export const isBlind = (item: { reason: string; status: string }): boolean =>
  item.reason === 'audit' && item.status === 'pending'

type Row = Awaited<ReturnType<typeof selectItems>>[number]

function toView({ item, ...row }: Row): ReviewItemView {
  const blind = isBlind(item)
  return {
    id: item.id,
    execution_id: item.executionId,
    run_id: item.runId,
    run_name: row.runName,
    case_name: row.caseName,
    language: row.language,
    reason: item.reason,
    status: item.status,
    automatic_verdict: blind ? null : row.automaticVerdict,
    confidence: blind ? null : row.automaticConfidence,
    claimed_by:
      row.leased && item.claimedBy && row.claimerName
        ? { id: item.claimedBy, name: row.claimerName }
        : null,
    lease_expires_at: row.leased ? (item.leaseExpiresAt?.toISOString() ?? null) : null,
    created_at: item.createdAt.toISOString(),
  }
}

const ours = (ctx: Ctx) => eq(reviewItems.organizationId, ctx.organizationId)

/** Oldest first. */
export async function listReviews(ctx: Ctx, input: ReviewFilter = {}) {
  const { status, limit, cursor } = ReviewFilter.parse(input)
  const rows = await selectItems(ctx)
    .where(
      and(
        ours(ctx),
        eq(reviewItems.status, status),
        cursor ? gt(reviewItems.id, cursor) : undefined,
      ),
    )
    .orderBy(asc(reviewItems.id))
    .limit(limit + 1)
  const data = rows.slice(0, limit).map(toView)
  return { data, next_cursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null }
}

export async function getReviewItem(ctx: Ctx, id: string): Promise<ReviewItemView> {
  const [row] = await selectItems(ctx).where(and(ours(ctx), eq(reviewItems.id, id)))
  if (!row) throw new NotFoundError('review item', id)
  return toView(row)
}

/** The item with all that a reviewer needs to decide. */
export async function getReviewTask(ctx: Ctx, id: string): Promise<ReviewTaskView> {
  const item = await getReviewItem(ctx, id)
  return { item, execution: await getExecution(ctx, item.execution_id) }
}

export async function countOpenReviews(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db
    .select({ open: count() })
    .from(reviewItems)
    .where(and(ours(ctx), eq(reviewItems.status, 'pending')))
  return row?.open ?? 0
}

/** The open item of an execution, if it is in the queue. */
export async function findReviewOf(ctx: Ctx, executionId: string): Promise<ReviewItemView | null> {
  const [row] = await selectItems(ctx).where(
    and(ours(ctx), eq(reviewItems.executionId, executionId)),
  )
  return row ? toView(row) : null
}
