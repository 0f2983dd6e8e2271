import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { testRuns } from '#db/schema/runs.ts'
import { schedules } from '#db/schema/schedules.ts'
import { configurations } from '#db/schema/targets.ts'
import {
  createCtx,
  createSuiteFixture,
  createTargetFixture,
  createUser,
  ctxFor,
} from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { listActivity } from '#lib/accounts/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { createSchedule } from '#lib/schedules/create-schedule.ts'
import { deleteSchedule } from '#lib/schedules/delete-schedule.ts'
import { getSchedule, listSchedules } from '#lib/schedules/queries.ts'
import { runSchedule } from '#lib/schedules/run-schedule.ts'
import { CreateScheduleInput } from '#lib/schedules/schema.ts'
import { startDueSchedules } from '#lib/schedules/start-due-schedules.ts'
import { updateSchedule } from '#lib/schedules/update-schedule.ts'

const database = useTestDatabase()
useBoss(database)

async function setting(more: Record<string, unknown> = {}) {
  const ctx = await createCtx(database.db, 'qa_engineer')
  const { suite } = await createSuiteFixture(ctx)
  const target = await createTargetFixture(ctx)
  const input = CreateScheduleInput.parse({
    name: 'Nightly',
    cron: '30 2 * * *',
    time_zone: 'Europe/Berlin',
    request: { suite_ids: [suite.id], target: target.name, mode: 'text' },
    ...more,
  })
  return { ctx, target, input, schedule: await createSchedule(ctx, input) }
}

/** Puts the next occurrence so many seconds into the past, by the database's clock. */
const makeDue = (id: string, seconds = 1) =>
  database.db
    .update(schedules)
    .set({ nextRunAt: sql`now() - make_interval(secs => ${seconds})` })
    .where(eq(schedules.id, id))

const runsOf = (ctx: Ctx) =>
  database.db.select().from(testRuns).where(eq(testRuns.organizationId, ctx.organizationId))

describe('a schedule', () => {
  test('knows its next moments, and changes them with its settings', async () => {
    const { ctx, schedule } = await setting()
    expect(schedule.next_run_at).toBe(schedule.upcoming[0])
    const changed = await updateSchedule(ctx, schedule.id, { cron: '0 5 * * *', is_active: false })
    expect(changed).toMatchObject({ cron: '0 5 * * *', next_run_at: null })
    expect(changed.upcoming).not.toContain(schedule.upcoming[0])
    expect(await listSchedules(ctx)).toEqual([changed])
  })

  test('is refused with a run that could not be started, naming the field', async () => {
    const { ctx, input } = await setting()
    const request = { ...input.request, target: 'Nobody' }
    await expect(createSchedule(ctx, { ...input, name: 'Other', request })).rejects.toMatchObject({
      faults: [{ path: 'request.target' }],
    })
    await expect(createSchedule(ctx, input)).rejects.toThrow('named Nightly already')
  })

  test('belongs to its organization, and viewers only read it', async () => {
    const { ctx, schedule } = await setting()
    const stranger = await createCtx(database.db)
    await expect(getSchedule(stranger, schedule.id)).rejects.toThrow('No schedule')
    await expect(runSchedule(stranger, schedule.id)).rejects.toThrow('No schedule')
    const viewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
    )
    await expect(deleteSchedule(viewer, schedule.id)).rejects.toThrow('may not')
    await expect(runSchedule(viewer, schedule.id)).rejects.toThrow('may not')
    expect(await getSchedule(viewer, schedule.id)).toEqual(schedule)
  })

  test('is deleted without its runs', async () => {
    const { ctx, schedule } = await setting()
    await runSchedule(ctx, schedule.id)
    await deleteSchedule(ctx, schedule.id)
    expect(await runsOf(ctx)).toHaveLength(1)
  })
})

describe('what is due', () => {
  test('is started once, however many look at the same time', async () => {
    const { ctx, schedule } = await setting()
    await makeDue(schedule.id)
    await Promise.all(Array.from({ length: 5 }, () => startDueSchedules(database.db)))
    const [run, ...others] = await runsOf(ctx)
    expect(others).toEqual([])
    expect(run?.trigger).toMatchObject({ kind: 'schedule', schedule: 'Nightly' })
    const after = await getSchedule(ctx, schedule.id)
    expect(after).toMatchObject({ last_run: { id: run?.id, status: 'queued' }, last_problem: null })
    expect(after.next_run_at).toBe(after.upcoming[0])
  })

  test('waits for its moment, and does not come while it is switched off', async () => {
    const { ctx, schedule } = await setting()
    await startDueSchedules(database.db)
    await updateSchedule(ctx, schedule.id, { is_active: false })
    await makeDue(schedule.id)
    await startDueSchedules(database.db)
    expect(await runsOf(ctx)).toEqual([])
  })

  test('starts as the schedule: the activity log names it', async () => {
    const { ctx, schedule } = await setting()
    await makeDue(schedule.id)
    await startDueSchedules(database.db)
    const [run] = await runsOf(ctx)
    const { data } = await listActivity(ctx, { limit: 10, entity_id: run?.id })
    const actor = { kind: 'schedule', id: schedule.id, name: schedule.name }
    expect(data).toMatchObject([{ action: 'run.start', actor, user: null }])
  })

  test('is left out while the run before is under way, unless asked otherwise', async () => {
    const { ctx, schedule } = await setting()
    const first = await runSchedule(ctx, schedule.id)
    await makeDue(schedule.id)
    await startDueSchedules(database.db)
    expect(await runsOf(ctx)).toHaveLength(1)
    expect((await getSchedule(ctx, schedule.id)).last_problem).toContain('had not finished')
    await cancelRun(ctx, first.id)
    await makeDue(schedule.id)
    await startDueSchedules(database.db)
    expect(await runsOf(ctx)).toHaveLength(2)
    await updateSchedule(ctx, schedule.id, { skip_while_running: false })
    await makeDue(schedule.id)
    await startDueSchedules(database.db)
    expect(await runsOf(ctx)).toHaveLength(3)
  })

  test('is left out when nobody could start it for more than an hour', async () => {
    const { ctx, schedule } = await setting()
    await makeDue(schedule.id, 3_700)
    await startDueSchedules(database.db)
    expect(await runsOf(ctx)).toEqual([])
    expect((await getSchedule(ctx, schedule.id)).last_problem).toContain('more than an hour')
  })

  test('that cannot be started says why and stands in nobody else’s way', async () => {
    const broken = await setting()
    const sound = await setting()
    await database.db
      .update(configurations)
      .set({ isActive: false })
      .where(eq(configurations.id, broken.target.id))
    await makeDue(broken.schedule.id, 5)
    await makeDue(sound.schedule.id)
    await startDueSchedules(database.db)
    expect((await getSchedule(broken.ctx, broken.schedule.id)).last_problem).toContain(
      'switched off',
    )
    expect(await runsOf(broken.ctx)).toEqual([])
    expect(await runsOf(sound.ctx)).toHaveLength(1)
  })
})
