import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { reviewDecisions, reviewItems } from '#db/schema/review.ts'
import { testRuns } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { getExecutionRow } from '#lib/executions/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { createPolicies } from '#lib/policies/create-policies.ts'
import { listBands } from '#lib/policies/list-bands.ts'
import { policyCurve } from '#lib/policies/policy-curve.ts'
import { policyFor } from '#lib/policies/policy-for.ts'
import { savePolicy } from '#lib/policies/save-policy.ts'

const database = useTestDatabase()
let sql: Sql
beforeAll(() => {
  sql = openSql(database.url, { max: 2 })
})
afterAll(() => sql.end({ timeout: 5 }))

const band = 'intent@2 | en-US | target t@1 | judge 2'
const audited = { verdict: 'passed', confidence: 0.97, reason: 'audit', band } as const

/** A run with so many audits, decided as told (null: open). */
async function stage(ctx: Ctx, truths: ('passed' | 'failed' | null)[], more: object = {}) {
  const run = await createRunFixture(
    ctx,
    truths.map(() => ({ ...audited, ...more })),
  )
  await ctx.db.update(testRuns).set({ targetVersion: 1 }).where(eq(testRuns.id, run.runId))
  for (const [index, verdict] of truths.entries())
    if (verdict) await decide(ctx, run.executions[index]?.id ?? '', verdict)
  return run
}

async function decide(ctx: Ctx, executionId: string, verdict: 'passed' | 'failed') {
  const { validation } = await getExecutionRow(ctx, executionId)
  const [item] = await ctx.db
    .update(reviewItems)
    .set({ status: 'decided' })
    .where(eq(reviewItems.executionId, executionId))
    .returning({ id: reviewItems.id })
  await ctx.db.insert(reviewDecisions).values({
    ...{ organizationId: ctx.organizationId, itemId: item?.id ?? '', executionId, verdict },
    decision: verdict === validation.automaticVerdict ? 'approved' : 'rejected',
    automaticVerdict: validation.automaticVerdict,
    automaticConfidence: validation.automaticConfidence,
    automaticProven: validation.proven,
    band: validation.band,
  })
}

const right = (count: number) => Array.from({ length: count }, () => 'passed' as const)
const wrong = (count: number) => Array.from({ length: count }, () => 'failed' as const)
const only = async (ctx: Ctx) => (await listBands(ctx)).data[0]

describe('bands', () => {
  test('are counted from what people decided, and say what is open', async () => {
    const ctx = await createCtx(database.db)
    await stage(ctx, [...right(20), null])
    expect(await listBands(ctx)).toMatchObject({
      accuracy: 0.997,
      data: [
        {
          ...{ band, verdict: 'passed', mix: 'intent@2', language: 'en-US', state: 'earning' },
          ...{ reviews: 20, errors: 0, needed: 1_140, open_audits: 1, promise: 0.003 },
          ...{ target: { version: 1 }, current: true },
        },
      ],
    })
    expect((await listBands(await createCtx(database.db))).data).toEqual([])
  })

  test('without reviews are listed as fixed while decisions fall into them', async () => {
    const ctx = await createCtx(database.db)
    await createRunFixture(ctx, [{ verdict: 'failed', confidence: 0.95, band }])
    expect((await listBands(ctx)).data).toMatchObject([
      { band, verdict: 'failed', state: 'fixed', reviews: 0, cut: 0.9 },
    ])
  })

  test('of a target that has changed since are no longer current', async () => {
    const ctx = await createCtx(database.db)
    const { runId } = await stage(ctx, right(2))
    expect(await only(ctx)).toMatchObject({ current: true })
    await ctx.db.update(testRuns).set({ targetVersion: 7 }).where(eq(testRuns.id, runId))
    expect(await only(ctx)).toMatchObject({ current: false })
  })

  test('take the last decision as the truth, and an audit stays one after a second look', async () => {
    const ctx = await createCtx(database.db)
    const { executions } = await stage(ctx, wrong(1))
    const id = executions[0]?.id ?? ''
    await ctx.db
      .update(reviewItems)
      .set({ reason: 'requested' })
      .where(eq(reviewItems.executionId, id))
    expect(await only(ctx)).toMatchObject({ reviews: 1, errors: 1 })
    await decide(ctx, id, 'passed')
    expect(await only(ctx)).toMatchObject({ reviews: 1, errors: 0 })
  })

  test('leave out what people asked for themselves, and what was not proven', async () => {
    const ctx = await createCtx(database.db)
    const asked = await stage(ctx, wrong(1))
    await ctx.db
      .update(reviewItems)
      .set({ reason: 'requested', origin: 'requested', auditShare: null })
      .where(eq(reviewItems.executionId, asked.executions[0]?.id ?? ''))
    await stage(ctx, wrong(1), { proven: false })
    expect(await only(ctx)).toMatchObject({ state: 'fixed', reviews: 0 })
  })

  test('count repetitions of a case with one answer once', async () => {
    const ctx = await createCtx(database.db)
    await stage(ctx, right(10), { answerHash: 'sunny' })
    expect(await only(ctx)).toMatchObject({ reviews: 1 })
  })
})

describe('the policy of the pipeline', () => {
  const placeOf = async (ctx: Ctx, run: Awaited<ReturnType<typeof stage>>) => {
    const { execution, targetId } = await getExecutionRow(ctx, run.executions[0]?.id ?? '')
    return { ...execution, targetId }
  }

  test('sends every decision of a suspended band to people, and no other', async () => {
    const ctx = await createCtx(database.db)
    const run = await stage(ctx, [...right(30), ...wrong(5)])
    const place = await placeOf(ctx, run)
    const states = [{ band, verdict: 'passed', state: 'suspended', cut: 1.01 }]
    const policies = createPolicies(sql)
    expect((await policies(place)).bands).toMatchObject(states)
    expect((await policies({ ...place, language: 'de-DE' })).bands).toEqual([])
    const other = await placeOf(ctx, await stage(ctx, right(1)))
    expect((await policies(other)).bands).toMatchObject([{ state: 'earning' }])
    expect((await policyFor(withinCtx(ctx), place)).bands).toMatchObject(states)
  })

  test('is that of the narrowest scope when the run begins, and stays so for the run', async () => {
    const ctx = await createCtx(database.db)
    const place = await placeOf(ctx, await stage(ctx, right(1)))
    const policies = createPolicies(sql)
    expect(await policies(place)).toMatchObject({ version: 0, autoPassConfidence: 0.9 })
    const settings = PolicySettings.parse({ auto_pass_confidence: 0.99 })
    await savePolicy(ctx, {
      ...{ scope: 'case', case_id: place.caseId, base_version: 0, settings },
    })
    expect(await policies(place)).toMatchObject({ version: 0 })
    const next = await policies({ ...place, runId: ctx.organizationId })
    expect(next).toMatchObject({ version: 1, autoPassConfidence: 0.99 })
    expect(await policyFor(withinCtx(ctx), place)).toMatchObject({ version: 1 })
    const draft = PolicySettings.parse({ auto_pass_confidence: 0.5 })
    expect(await policyFor(withinCtx(ctx), place, draft)).toMatchObject({
      ...{ version: 0, autoPassConfidence: 0.5 },
    })
  })
})

describe('the curve', () => {
  test('says what is automatic, what reviews cost, and what moves', async () => {
    const ctx = await createCtx(database.db)
    await stage(ctx, right(10))
    await stage(ctx, [null, null], { confidence: 0.8, reason: 'doubtful' })
    await stage(ctx, [null], { confidence: 0.6, reason: 'doubtful', proven: false })
    const curve = await policyCurve(ctx, { auto_pass_confidence: 0.75, audit_share: 0.5 })
    expect(curve).toMatchObject({
      ...{ accuracy: 0.997, decisions: 13 },
      now: { auto_pass: 10, auto_fail: 0, manual_review: 3, bands: { earning: 1 } },
      what_if: { auto_pass: 12, manual_review: 1 },
      next: { band, reviews: 1_130 },
    })
    const point = curve.sides[0]?.points.find(({ cut }) => cut === 0.9)
    expect(point).toMatchObject({ reviews: 10, errors: 0 })
    expect(point?.automated).toBeCloseTo(10 / 13)
    expect(curve.sides[0]?.points.at(-1)?.automated).toBeCloseTo(12 / 13)
    expect(curve.load.find(({ audit_share }) => audit_share === 0.5)?.audits).toBeCloseTo(
      (5 / 30) * 7,
    )
    expect(curve.moves).toContain('passed without a person: 10 → 12')
  })

  test('of an organization without decisions is empty, not broken', async () => {
    const curve = await policyCurve(await createCtx(database.db))
    expect(curve).toMatchObject({ decisions: 0, next: null, moves: [] })
    await expect(
      policyCurve(await createCtx(database.db), { case_id: curve.accuracy.toString() }),
    ).rejects.toThrow()
  })
})
