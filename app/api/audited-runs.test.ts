import { eq } from 'drizzle-orm'
import { test } from 'vitest'

import { type AuditedRow, expectAudited } from '#app/api/testing/expect-audited.ts'
import { testRuns } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { policy } from '#lib/engines/validation/testing/evidence.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { pauseRun } from '#lib/runs/pause-run.ts'
import { resumeRun } from '#lib/runs/resume-run.ts'

const database = useTestDatabase()
useBoss(database)

const doubtful = { verdict: 'failed', confidence: 0.5, reason: 'doubtful' } as const

/** A run under way. */
async function openRun(ctx: Ctx): Promise<string> {
  const { runId } = await createRunFixture(ctx, [{ verdict: 'passed' }])
  await ctx.db
    .update(testRuns)
    .set({ status: 'running', finishedAt: null })
    .where(eq(testRuns.id, runId))
  return runId
}

const executionOf = async (ctx: Ctx) => {
  const [execution] = (await createRunFixture(ctx, [doubtful])).executions
  if (!execution) throw new Error('no execution')
  return execution
}

const rows: AuditedRow[] = [
  [
    'run.pause',
    async (ctx) => pauseRun(ctx, await openRun(ctx)),
    { paused: false },
    { paused: true },
  ],
  [
    'run.resume',
    async (ctx) => {
      const id = await openRun(ctx)
      await pauseRun(ctx, id)
      await resumeRun(ctx, id)
    },
    { paused: true },
    { paused: false },
  ],
  [
    'run.cancel',
    async (ctx) => cancelRun(ctx, await openRun(ctx)),
    { status: 'running' },
    { status: 'cancelled' },
  ],
  [
    'review.decide',
    async (ctx) => decideReview(ctx, (await executionOf(ctx)).reviewId, { verdict: 'passed' }),
    { verdict: 'failed', review_status: 'manual_review' },
    { verdict: 'passed', review_status: 'rejected' },
  ],
  [
    'execution.revalidate',
    async (ctx) => revalidateExecution(ctx, (await executionOf(ctx)).id, { ...policy, version: 7 }),
    { automatic_verdict: 'failed', policy_version: 0 },
    { automatic_verdict: 'invalid', policy_version: 7 },
  ],
]

test.each(rows)('%s keeps what it changed', (...row) => expectAudited(database.db, row))
