import { eq, inArray, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { organizations } from '#db/schema/accounts.ts'
import { executionDetails, validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'

const database = useTestDatabase()
useBoss(database)

const passed = { verdict: 'passed' } as const

/** How many rows each table of executions has of `ids`. */
async function left(ids: string[]): Promise<number[]> {
  const { db } = database
  const rows = await Promise.all([
    db.select().from(voiceTestExecutions).where(inArray(voiceTestExecutions.id, ids)),
    db.select().from(executionDetails).where(inArray(executionDetails.executionId, ids)),
    db.select().from(validationResults).where(inArray(validationResults.executionId, ids)),
  ])
  return rows.map(({ length }) => length)
}

async function stage() {
  const ctx = await createCtx(database.db)
  const run = await createRunFixture(ctx, [passed, passed])
  const other = await createRunFixture(ctx, [passed])
  const idsOf = ({ executions }: typeof run) => executions.map(({ id }) => id)
  return { ctx, run, mine: idsOf(run), others: idsOf(other) }
}

test.each<[string, (ctx: Ctx, runId: string) => Promise<unknown>]>([
  ['its run', (ctx, runId) => ctx.db.delete(testRuns).where(eq(testRuns.id, runId))],
  [
    'its item',
    (ctx, runId) => ctx.db.delete(testExecutionQueue).where(eq(testExecutionQueue.runId, runId)),
  ],
])('an execution goes with %s, and so do its evidence and judgement', async (_, remove) => {
  const { ctx, run, mine, others } = await stage()
  expect(await left(mine)).toEqual([2, 2, 2])
  await remove(ctx, run.runId)
  expect(await left(mine)).toEqual([0, 0, 0])
  expect(await left(others)).toEqual([1, 1, 1])
})

test('and with its organization', async () => {
  const { ctx, mine, others } = await stage()
  const { db } = database
  // Cases and targets in use keep an organization from being removed at once.
  await db.delete(testRuns).where(eq(testRuns.organizationId, ctx.organizationId))
  await db.delete(organizations).where(eq(organizations.id, ctx.organizationId))
  expect(await left([...mine, ...others])).toEqual([0, 0, 0])
})

test.each([
  ['{1,2,3}', '{10,0,-3}', [11, 2, 0]],
  ['{}', '{0,5}', [0, 5]],
  ['{1}', '{0,0,7}', [1, 0, 7]],
  ['{1,2,3}', '{1}', [2, 2, 3]],
  ['{1,2}', '{}', [1, 2]],
])('bins %s and %s make %j', async (a, b, sum) => {
  const [row] = await database.db.execute<{ sum: number[] }>(
    sql`select earshot_add_bins(${a}::int[], ${b}::int[]) as sum`,
  )
  expect(row?.sum).toEqual(sum)
})
