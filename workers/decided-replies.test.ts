import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { reviewItems } from '#db/schema/review.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { getExecution } from '#lib/executions/queries.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { listBands } from '#lib/policies/list-bands.ts'
import { listReplies } from '#lib/policies/list-replies.ts'
import { policyFor } from '#lib/policies/policy-for.ts'
import { savePolicy } from '#lib/policies/save-policy.ts'
import { withdrawReply } from '#lib/policies/withdraw-reply.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { findReviewOf } from '#lib/review/queries.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter, StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { createSetting, ended } from '#workers/testing/pipeline.ts'
import { usePipeline } from '#workers/testing/use-pipeline.ts'

const database = useTestDatabase()
const pipeline = usePipeline(database)

const similar = { response: { similar_to: 'Toronto enjoys splendid sunshine at this moment' } }
const weather = { intent: 'WeatherQuery' }
const stage = (expect: Record<string, unknown> = similar) =>
  createSetting(database.db, {
    endpoint: `${pipeline.simulator.url}/v1`,
    cases: [{ id: 'weather', say: 'what is the weather in toronto', expect }],
  })

/** Runs the suite once and returns the one execution. */
async function run({ ctx, suite, target }: Awaited<ReturnType<typeof stage>>) {
  const input = { suite_ids: [suite.id], target: target.id, mode: 'text' }
  const { id } = await startRun(ctx, StartRunInput.parse(input))
  await ended(ctx, id)
  const { data } = await listRunItems(ctx, id, RunItemFilter.parse({}))
  return getExecution(ctx, data[0]?.execution_id ?? '')
}

async function decide(ctx: Ctx, executionId: string, verdict: 'passed' | 'failed') {
  const item = await findReviewOf(ctx, executionId)
  await decideReview(ctx, item?.id ?? '', { verdict })
}

test('an approved wording passes in the next run, cited, until it is withdrawn', async () => {
  const setting = await stage()
  const { ctx } = setting
  const first = await run(setting)
  expect(first.validation).toMatchObject({ review_status: 'manual_review', proven: false })
  expect(first.validation?.doubts).not.toEqual([])
  await decide(ctx, first.id, 'passed')
  const second = await run(setting)
  expect(second.validation).toMatchObject({
    ...{ verdict: 'passed', review_status: 'auto_pass', proven: true, policy_version: 0 },
    band_text: expect.stringContaining('fixed at 0.9') as string,
  })
  const [reply] = (await listReplies(ctx, { execution_id: second.id })).data
  expect(second.validation?.scores).toMatchObject([
    { validator: 'response', proof: 'right', must_have: true, precedent_id: reply?.id },
  ])
  await withdrawReply(ctx, reply?.id ?? '', { why: 'too vague' })
  expect((await run(setting)).validation).toMatchObject({ review_status: 'manual_review' })
})

test('a policy that audits everything keeps every automatic verdict back, with its draw', async () => {
  const setting = await stage(weather)
  const { ctx } = setting
  const settings = PolicySettings.parse({ audit_share: 1 })
  await savePolicy(ctx, { scope: 'organization', base_version: 0, settings })
  const execution = await run(setting)
  expect(execution).toMatchObject({ blind: true, validation: null })
  const [item] = await ctx.db
    .select()
    .from(reviewItems)
    .where(eq(reviewItems.executionId, execution.id))
  expect(item).toMatchObject({ reason: 'audit', origin: 'audit', auditShare: 1 })
  await decide(ctx, execution.id, 'passed')
  expect((await listBands(ctx)).data).toMatchObject([
    {
      ...{ verdict: 'passed', state: 'earning', reviews: 1, errors: 0, current: true },
      target: { id: setting.target.id, version: 1 },
    },
  ])
})

test('judging again uses the policy in force, and asks people where it is stricter', async () => {
  const setting = await stage(weather)
  const { ctx, target } = setting
  const execution = await run(setting)
  const settings = PolicySettings.parse({ auto_pass_confidence: 1.01, audit_share: 0 })
  const caseId = execution.case_id
  await savePolicy(ctx, { scope: 'case', case_id: caseId, base_version: 0, settings })
  const policy = await policyFor(withinCtx(ctx), {
    ...{ organizationId: ctx.organizationId, targetId: target.id, language: execution.language },
    ...{ suiteId: execution.suite_id, caseId },
  })
  await revalidateExecution(ctx, execution.id, policy, 'a stricter policy')
  expect((await getExecution(ctx, execution.id)).validation).toMatchObject({
    ...{ policy_version: 1, verdict: 'passed', review_status: 'manual_review', proven: true },
  })
  expect(await findReviewOf(ctx, execution.id)).toMatchObject({
    ...{ reason: 'doubtful', status: 'pending' },
  })
})
