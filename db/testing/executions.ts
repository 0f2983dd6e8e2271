import { v7 as uuidv7 } from 'uuid'

import { executionDetails, validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { reviewItems } from '#db/schema/review.ts'
import { runSummaries, testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { createSuiteFixture, createTargetFixture } from '#db/testing/factories.ts'
import type { Ctx } from '#lib/platform/context.ts'

type Judged = {
  verdict?: 'passed' | 'failed' | 'invalid'
  confidence?: number
  /** puts it into the review queue */
  reason?: 'doubtful' | 'audit'
  proven?: boolean
  band?: string
  /** probability with which an audit was drawn */
  auditShare?: number
  answerHash?: string
}

/** A finished run as rows: one case, and an execution for each entry of `judged`. */
export async function createRunFixture(ctx: Ctx, judged: Judged[]) {
  const { suite, cases } = await createSuiteFixture(ctx)
  const [testCase] = cases
  if (!testCase) throw new Error('The suite has no case')
  const target = await createTargetFixture(ctx)
  const runId = uuidv7()
  const { organizationId } = ctx
  const ended = new Date()
  await ctx.db.insert(testRuns).values({
    id: runId,
    organizationId,
    targetId: target.id,
    name: suite.name,
    mode: 'text',
    status: 'completed',
    suiteIds: [suite.id],
    request: { caseIds: [testCase.id], languages: null, repetitions: judged.length },
    snapshot: { target: { name: target.name, connector: 'houndify', config: {} }, variables: {} },
    trigger: { kind: 'test' },
    expandedAt: ended,
    startedAt: ended,
    finishedAt: ended,
  })
  const count = (verdict: string) =>
    judged.filter((one) => (one.verdict ?? 'passed') === verdict).length
  await ctx.db.insert(runSummaries).values({
    runId,
    total: judged.length,
    passed: count('passed'),
    failed: count('failed'),
    invalid: count('invalid'),
    manualReview: judged.filter(({ reason }) => reason === 'doubtful').length,
  })
  const executions = []
  for (const one of judged)
    executions.push(
      await insertExecution(
        ctx,
        { runId, suiteId: suite.id, caseId: testCase.id, targetId: target.id },
        one,
      ),
    )
  return { runId, suite, target, executions }
}

type Place = { runId: string; suiteId: string; caseId: string; targetId: string }

type Judgement = Pick<
  typeof validationResults.$inferInsert,
  'verdict' | 'confidence' | 'reviewStatus' | 'proven' | 'band'
>

async function insertEvidence(ctx: Ctx, executionId: string, judgement: Judgement) {
  await ctx.db
    .insert(executionDetails)
    .values({ executionId, turns: [], exchange: [], attempts: [] })
  await ctx.db.insert(validationResults).values({
    executionId,
    score: 1,
    reason: 'a fixture',
    scores: [],
    policyVersion: 0,
    automaticVerdict: judgement.verdict,
    automaticConfidence: judgement.confidence,
    ...judgement,
  })
}

async function insertExecution(
  ctx: Ctx,
  place: Place,
  { verdict = 'passed', confidence = 0.6, reason, proven = true, band, ...drawn }: Judged,
) {
  const { organizationId } = ctx
  const [itemId, executionId] = [uuidv7(), uuidv7()]
  const reviewStatus: Judgement['reviewStatus'] =
    reason === 'doubtful' ? 'manual_review' : verdict === 'passed' ? 'auto_pass' : 'auto_fail'
  const now = new Date()
  const common = {
    organizationId,
    runId: place.runId,
    suiteId: place.suiteId,
    caseId: place.caseId,
  }
  await ctx.db.insert(testExecutionQueue).values({
    ...common,
    id: itemId,
    targetId: place.targetId,
    caseVersion: 1,
    language: 'en-US',
    status: verdict === 'invalid' ? 'failed' : 'completed',
    verdict,
    attempt: 1,
    executionId,
    finishedAt: now,
  })
  await ctx.db.insert(voiceTestExecutions).values({
    ...common,
    id: executionId,
    itemId,
    caseVersion: 1,
    language: 'en-US',
    mode: 'text',
    attempt: 1,
    isFinal: true,
    verdict,
    reviewStatus,
    confidence,
    responseMs: 100,
    startedAt: now,
    finishedAt: now,
  })
  const judgement = { verdict, confidence, reviewStatus, proven, band: band ?? null }
  await insertEvidence(ctx, executionId, judgement)
  const reviewId = uuidv7()
  if (reason)
    await ctx.db.insert(reviewItems).values({
      ...{ id: reviewId, organizationId, executionId, runId: place.runId, reason, confidence },
      origin: reason,
      auditShare: reason === 'audit' ? (drawn.auditShare ?? 0.02) : null,
      answerHash: drawn.answerHash ?? executionId,
    })
  return { id: executionId, itemId, reviewId }
}
