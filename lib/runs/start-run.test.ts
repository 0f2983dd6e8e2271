import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { testRuns } from '#db/schema/runs.ts'
import {
  caseDefinition,
  createCtx,
  createSuiteFixture,
  createTargetFixture,
  createUser,
  ctxFor,
} from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { inTransaction } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { getRun, listRuns } from '#lib/runs/queries.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { setVariable } from '#lib/targets/variables.ts'

const database = useTestDatabase()
useBoss(database)

async function setting(definitions = [caseDefinition()]) {
  const ctx = await createCtx(database.db)
  const { suite } = await createSuiteFixture(ctx, { cases: definitions })
  const target = await createTargetFixture(ctx)
  const input = (more: Record<string, unknown> = {}) =>
    StartRunInput.parse({ suite_ids: [suite.id], target: target.name, mode: 'text', ...more })
  return { ctx, suite, target, input }
}

const faultsOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof AppError ? error.faults.map(({ path }) => path) : error
}

const queued = (runId: string) =>
  database.db.execute(
    sql`select 1 from pgboss.job where name = 'run.expand' and data ->> 'runId' = ${runId}`,
  )

describe('starting a run', () => {
  test('stores the request, queues the expansion and leaves a trace', async () => {
    const { ctx, input, target } = await setting()
    const { id } = await startRun(ctx, input({ repetitions: 3 }))
    expect(await getRun(ctx, id)).toMatchObject({
      status: 'queued',
      target: { name: target.name },
      counts: { total: 3, pending: 3 },
    })
    expect(await queued(id)).toHaveLength(1)
    const traces = await database.db.select().from(activityLog).where(eq(activityLog.entityId, id))
    expect(traces).toMatchObject([{ action: 'run.start' }])
  })

  test('that is rolled back leaves neither row nor job', async () => {
    const { ctx, input } = await setting()
    const started: string[] = []
    const work = inTransaction(ctx, async (tx) => {
      started.push((await startRun(tx, input())).id)
      throw new Error('undone')
    })
    await expect(work).rejects.toThrow('undone')
    expect((await listRuns(ctx)).data).toHaveLength(0)
    expect(await queued(started[0] ?? '')).toHaveLength(0)
  })

  test('names the field at fault: target, suite, language, profile, size', async () => {
    const { ctx, input } = await setting()
    expect(await faultsOf(startRun(ctx, input({ target: 'nowhere' })))).toEqual(['target'])
    expect(await faultsOf(startRun(ctx, input({ suites: ['nothing'] })))).toEqual(['suites'])
    expect(await faultsOf(startRun(ctx, input({ languages: ['fr-FR'] })))).toEqual(['languages'])
    expect(await faultsOf(startRun(ctx, input({ device_profiles: ['car'] })))).toEqual([
      'device_profiles',
    ])
  })

  test('refuses a case that uses a variable the target does not define', async () => {
    const turn = { say: 'my pin is ${pin}', expect: {} }
    const { ctx, input, target } = await setting([caseDefinition({ turns: [turn] })])
    await expect(startRun(ctx, input())).rejects.toThrow(/\$\{pin\}/)
    await setVariable(ctx, { target_id: target.id, name: 'pin', value: '4711', is_secret: true })
    const { id } = await startRun(ctx, input())
    const [run] = await database.db.select().from(testRuns).where(eq(testRuns.id, id))
    expect(JSON.stringify(run?.snapshot)).not.toMatch(/4711|pin/)
  })

  test('refuses the wrong role and another organization', async () => {
    const { ctx, input } = await setting()
    const viewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
    )
    await expect(startRun(viewer, input())).rejects.toThrow(/may not/)
    await expect(startRun(await createCtx(database.db), input())).rejects.toThrow(/no target/)
  })
})

describe('cancelling a run', () => {
  test('before its expansion accounts for every promised item', async () => {
    const { ctx, input } = await setting()
    const { id } = await startRun(ctx, input({ repetitions: 2 }))
    await cancelRun(ctx, id)
    expect(await getRun(ctx, id)).toMatchObject({
      status: 'cancelled',
      counts: { total: 2, cancelled: 2, pending: 0 },
    })
    await expect(cancelRun(ctx, id)).rejects.toThrow(/ended already/)
  })

  test('refuses the wrong role and another organization', async () => {
    const { ctx, input } = await setting()
    const { id } = await startRun(ctx, input())
    const viewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
    )
    await expect(cancelRun(viewer, id)).rejects.toThrow(/may not/)
    await expect(cancelRun(await createCtx(database.db), id)).rejects.toThrow(/No run/)
  })
})
