import { and, asc, count, desc, eq, gt, sql } from 'drizzle-orm'
import { z } from 'zod'

import { users } from '#db/schema/accounts.ts'
import { voiceTestExecutions } from '#db/schema/executions.ts'
import { replayChanges, replays } from '#db/schema/replays.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testCases } from '#db/schema/suites.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError, NotFoundError } from '#lib/platform/errors.ts'
import { decodeCursor, toPage, type Page } from '#lib/platform/format/cursor.ts'
import {
  ReplayChangeFilter,
  ReplayChangeView,
  ReplaySummary,
  type ReplayView,
} from '#lib/replays/schema.ts'
import { hasOpenAudit } from '#lib/runs/results/open-audits.ts'

export type ReplayRow = typeof replays.$inferSelect

const ours = (ctx: Ctx) => eq(replays.organizationId, ctx.organizationId)

const select = (ctx: Ctx) =>
  ctx.db
    .select({
      replay: replays,
      run: { id: testRuns.id, name: testRuns.name },
      author: { id: users.id, name: users.name },
    })
    .from(replays)
    .leftJoin(testRuns, eq(testRuns.id, replays.runId))
    .leftJoin(users, eq(users.id, replays.createdBy))

type Row = Awaited<ReturnType<typeof select>>[number]

function toView({ replay, run, author }: Row): ReplayView {
  return {
    id: replay.id,
    scope: replay.scope,
    run,
    execution_id: replay.executionId,
    from: replay.fromAt?.toISOString() ?? null,
    to: replay.toAt?.toISOString() ?? null,
    policy: PolicySettings.nullable().parse(replay.settings),
    note: replay.note,
    state: replay.state,
    total: replay.total,
    judged: replay.judged,
    passed_over: replay.passedOver,
    summary: ReplaySummary.nullable().parse(replay.summary),
    reason: replay.reason,
    created_by: author,
    created_at: replay.createdAt.toISOString(),
    finished_at: replay.finishedAt?.toISOString() ?? null,
  }
}

/** Newest first, 100 at most. */
export async function listReplays(ctx: Ctx, runId?: string): Promise<ReplayView[]> {
  const rows = await select(ctx)
    .where(and(ours(ctx), runId ? eq(replays.runId, runId) : undefined))
    .orderBy(desc(replays.id))
    .limit(100)
  return rows.map(toView)
}

/** Throws `NotFoundError`. */
export async function getReplay(ctx: Ctx, id: string): Promise<ReplayView> {
  const [row] = await select(ctx).where(and(ours(ctx), eq(replays.id, id)))
  if (!row) throw new NotFoundError('replay', id)
  return toView(row)
}

/** Throws `NotFoundError`. `lock` keeps others from changing it until the transaction ends. */
export async function getReplayRow(ctx: Ctx, id: string, lock = false): Promise<ReplayRow> {
  const query = ctx.db
    .select()
    .from(replays)
    .where(and(ours(ctx), eq(replays.id, id)))
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw new NotFoundError('replay', id)
  return row
}

const onlyThese = {
  all: undefined,
  verdicts: sql`${replayChanges.before} ->> 'verdict' <> ${replayChanges.after} ->> 'verdict'`,
  contradictions: eq(replayChanges.contradicts, true),
}

/** What would change, in the order of the executions. Open blind audits are counted in the summary, and not listed. */
export async function listReplayChanges(
  ctx: Ctx,
  id: string,
  input: ReplayChangeFilter = {},
): Promise<Page<ReplayChangeView>> {
  const { only, limit, cursor } = ReplayChangeFilter.parse(input)
  await getReplayRow(ctx, id)
  const after = cursor === undefined ? null : decodeCursor(z.tuple([z.uuid()]), cursor)
  if (cursor !== undefined && after === null)
    throw new InvalidError('The cursor is not valid', [
      { path: 'cursor', message: 'must be a next_cursor of this list' },
    ])
  const rows = await ctx.db
    .select({
      change: replayChanges,
      runId: voiceTestExecutions.runId,
      language: voiceTestExecutions.language,
      case: { id: testCases.id, name: testCases.name },
    })
    .from(replayChanges)
    .innerJoin(voiceTestExecutions, eq(voiceTestExecutions.id, replayChanges.executionId))
    .innerJoin(testCases, eq(testCases.id, voiceTestExecutions.caseId))
    .where(
      and(
        eq(replayChanges.replayId, id),
        onlyThese[only],
        sql`not ${hasOpenAudit(replayChanges.executionId)}`,
        after ? gt(replayChanges.executionId, after[0]) : undefined,
      ),
    )
    .orderBy(asc(replayChanges.executionId))
    .limit(limit + 1)
  const view = ({ change, runId, language, case: testCase }: (typeof rows)[number]) =>
    ReplayChangeView.parse({
      execution_id: change.executionId,
      run_id: runId,
      case: testCase,
      language,
      before: change.before,
      after: change.after,
      decided: change.decided,
      contradicts: change.contradicts,
      applied: change.appliedAt !== null,
    })
  return toPage(rows, limit, view, ({ change }) => [change.executionId])
}

/** Executions whose new judgement has not been written yet. */
export async function countUnapplied(ctx: Ctx, id: string): Promise<number> {
  const [row] = await ctx.db
    .select({ open: count() })
    .from(replayChanges)
    .where(and(eq(replayChanges.replayId, id), sql`${replayChanges.appliedAt} is null`))
  return row?.open ?? 0
}
