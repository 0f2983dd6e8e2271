import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { defects } from '#db/schema/defects.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { fingerprintOf } from '#lib/defects/fingerprint.ts'
import { followTracker } from '#lib/defects/follow-tracker.ts'
import { getDefect, listDefects } from '#lib/defects/queries.ts'
import { type Failure, recordFailures } from '#lib/defects/record-failures.ts'
import { updateDefect } from '#lib/defects/update-defect.ts'

const database = useTestDatabase()

async function stage() {
  const ctx = await createCtx(database.db)
  const { executions, suite } = await createRunFixture(ctx, [
    { verdict: 'failed' },
    { verdict: 'failed' },
  ])
  const [testCase] = (
    await ctx.db.query.testCases.findMany({
      where: (table) => eq(table.suiteId, suite.id),
    })
  ).slice(0, 1)
  const failure: Failure = {
    caseId: testCase?.id ?? '',
    caseName: 'Current weather',
    priority: 'high',
    language: 'en-US',
    blame: 'speech_output',
    validator: 'audio',
    reason: 'no audio came',
    executionIds: executions.map(({ id }) => id),
  }
  const record = (begunAt = new Date(), more: Partial<Failure> = {}) =>
    recordFailures(ctx, [{ ...failure, ...more }], begunAt)
  return { ctx, failure, record, suite }
}

describe('filing failures', () => {
  test('makes one defect for the same failure, and counts its evidence once', async () => {
    const { ctx, record } = await stage()
    expect(await record()).toMatchObject([{ effect: 'created', defect: { occurrences: 2 } }])
    expect(await record()).toMatchObject([{ effect: 'repeated', defect: { occurrences: 2 } }])
    const [defect] = (await listDefects(ctx)).data
    expect(defect).toMatchObject({
      title: 'Current weather (en-US): speech output',
      severity: 'high',
      status: 'open',
    })
    const detail = await getDefect(ctx, defect?.id ?? '')
    expect(detail.executions).toHaveLength(2)
  })

  test('two at once make one defect', async () => {
    const { ctx, failure } = await stage()
    await Promise.all(
      [1, 2, 3].map(() =>
        ctx.db.transaction((tx) => recordFailures({ ...ctx, db: tx }, [failure], new Date())),
      ),
    )
    expect((await listDefects(ctx)).data).toMatchObject([{ occurrences: 2 }])
  })

  test('keeps other blames, languages and validators apart', async () => {
    const { ctx, record } = await stage()
    await record()
    await record(new Date(), { blame: 'content' })
    await record(new Date(), { language: 'de-DE' })
    await record(new Date(), { validator: 'intent' })
    expect((await listDefects(ctx)).data).toHaveLength(4)
  })

  test('a run that had begun before the fix proves nothing against it', async () => {
    const { ctx, record, failure } = await stage()
    const [first] = await record(new Date(), { executionIds: failure.executionIds.slice(0, 1) })
    const id = first?.defect.id ?? ''
    await updateDefect(ctx, id, { status: 'resolved' })
    expect(await record(new Date(Date.now() - 60_000))).toMatchObject([{ effect: 'known' }])
    expect(await getDefect(ctx, id)).toMatchObject({ status: 'resolved', occurrences: 2 })
  })

  test('a later run brings a resolved defect back', async () => {
    const { ctx, record, failure } = await stage()
    const [first] = await record(new Date(), { executionIds: failure.executionIds.slice(0, 1) })
    await updateDefect(ctx, first?.defect.id ?? '', { status: 'resolved' })
    expect(await record(new Date(Date.now() + 1_000))).toMatchObject([
      { effect: 'reopened', defect: { status: 'reopened', resolvedAt: null } },
    ])
  })
})

describe('verbs', () => {
  test('change a defect and leave a trace', async () => {
    const { ctx, record } = await stage()
    const id = (await record())[0]?.defect.id ?? ''
    const assignee = await createUser(database.db, { id: ctx.organizationId }, 'qa_engineer')
    const changed = await updateDefect(ctx, id, {
      status: 'closed',
      title: 'Silent in the morning',
      assigned_to: assignee.id,
    })
    expect(changed).toMatchObject({ status: 'closed', assigned_to: { id: assignee.id } })
    expect(changed.resolved_at).not.toBeNull()
    const traces = await database.db
      .select()
      .from(activityLog)
      .where(and(eq(activityLog.entityId, id), eq(activityLog.action, 'defect.update')))
    expect(traces).toHaveLength(1)
  })

  test('refuse the wrong role, another organization and a stranger as assignee', async () => {
    const { ctx, record } = await stage()
    const id = (await record())[0]?.defect.id ?? ''
    const reviewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'reviewer'),
    )
    const other = await createCtx(database.db)
    await expect(updateDefect(reviewer, id, { status: 'closed' })).rejects.toThrow(/may not/)
    await expect(updateDefect(other, id, { status: 'closed' })).rejects.toThrow(/No defect/)
    await expect(getDefect(other, id)).rejects.toThrow(/No defect/)
    expect((await listDefects(other)).data).toEqual([])
    await expect(updateDefect(ctx, id, { assigned_to: other.actor.id })).rejects.toThrow(
      /no such user/,
    )
  })

  test('a list is filtered and paged', async () => {
    const { ctx, record } = await stage()
    await record()
    await record(new Date(), { language: 'de-DE', priority: 'critical' })
    const [newest] = (await listDefects(ctx, { limit: 1 })).data
    expect(await listDefects(ctx, { cursor: newest?.id })).toMatchObject({ next_cursor: null })
    expect((await listDefects(ctx, { severity: 'critical' })).data).toHaveLength(1)
    expect((await listDefects(ctx, { search: 'de-DE' })).data).toHaveLength(1)
    expect((await listDefects(ctx, { status: 'resolved' })).data).toHaveLength(0)
  })
})

test('a move in the tracker is followed, and what is so already is left alone', async () => {
  const { ctx, record } = await stage()
  const id = (await record())[0]?.defect.id ?? ''
  expect(await followTracker(ctx, id, 'open', 'QA-1')).toBe(false)
  expect(await followTracker(ctx, id, 'done', 'QA-1')).toBe(true)
  expect(await followTracker(ctx, id, 'done', 'QA-1')).toBe(false)
  expect(await followTracker(ctx, id, 'open', 'QA-1')).toBe(true)
  const [row] = await database.db.select().from(defects).where(eq(defects.id, id))
  expect(row).toMatchObject({ status: 'reopened' })
  const traces = await database.db.select().from(activityLog).where(eq(activityLog.entityId, id))
  expect(traces.at(-1)).toMatchObject({
    action: 'defect.reopen',
    before: { status: 'resolved' },
    after: { status: 'reopened' },
  })
})

test('a fingerprint has no ambiguous joints', () => {
  const base = { organizationId: 'o', caseId: 'c', language: 'en', blame: 'a', validator: 'b' }
  expect(fingerprintOf(base)).toMatch(/^[0-9a-f]{64}$/)
  expect(fingerprintOf({ ...base, blame: 'ab', validator: '' })).not.toBe(fingerprintOf(base))
  expect(fingerprintOf({ ...base, blame: null })).not.toBe(fingerprintOf(base))
})
