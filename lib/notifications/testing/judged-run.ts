import { v7 as uuidv7 } from 'uuid'

import type { CasePriority, RunStatus } from '#db/enums.ts'
import { executionDetails, validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { runSummaries, testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { caseDefinition, createSuiteFixture, createTargetFixture } from '#db/testing/factories.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type Setting = Awaited<ReturnType<typeof createSetting>>

/** A suite whose cases are named by their keys, and a target. */
export async function createSetting(ctx: Ctx, cases: Record<string, CasePriority>) {
  const { suite, cases: rows } = await createSuiteFixture(ctx, {
    cases: Object.entries(cases).map(([id, priority]) =>
      caseDefinition({ id, name: id, priority }),
    ),
  })
  return { ctx, suite, cases: rows, target: await createTargetFixture(ctx) }
}

type Judged = {
  verdict: 'passed' | 'failed' | 'invalid'
  blame?: string
  review?: 'manual_review' | 'auto_fail' | 'approved' | 'rejected'
  /** the validator that judged, and whether it proved anything */
  validator?: string
  proof?: 'right' | 'wrong' | 'unproven'
}

export type RunOptions = {
  git?: Record<string, unknown> | null
  status?: RunStatus
  failOn?: 'any' | 'new' | 'never'
  trigger?: Record<string, unknown>
  mode?: 'voice' | 'text' | 'twin'
  deviceProfileId?: string | null
  repetitions?: number
  /** `all passed` needs no list */
  verdicts?: Record<string, Judged['verdict'] | Judged>
}

const toJudged = (one: Judged['verdict'] | Judged): Judged =>
  typeof one === 'string' ? { verdict: one } : one

type Place = { mode: 'voice' | 'text' | 'twin'; deviceProfileId: string | null }

type Review = NonNullable<Judged['review']> | 'auto_pass'

/** Its evidence, which is empty, and the judgement in force. */
async function insertJudgement(
  ctx: Ctx,
  id: string,
  key: string,
  judged: Judged,
  reviewStatus: Review,
) {
  const { verdict, blame = 'content' } = judged
  await ctx.db
    .insert(executionDetails)
    .values({ executionId: id, turns: [], exchange: [], attempts: [] })
  const score = { version: 1, turn: 0, score: 0, confidence: 1, weight: 1, evidence: '' }
  await ctx.db.insert(validationResults).values({
    executionId: id,
    verdict,
    confidence: 0.99,
    reviewStatus,
    blame: verdict === 'failed' ? blame : null,
    reason: verdict === 'failed' ? `"${key}" was answered wrongly` : 'as expected',
    scores: [
      {
        ...score,
        validator: judged.validator ?? 'response',
        proof: judged.proof ?? (verdict === 'failed' ? 'wrong' : 'right'),
        pass: verdict !== 'failed',
        mustHave: true,
      },
    ],
    policyVersion: 0,
    automaticVerdict: verdict,
    automaticConfidence: 0.99,
  })
}

async function insertExecution(
  setting: Setting,
  runId: string,
  key: string,
  judged: Judged,
  { mode, deviceProfileId }: Place,
) {
  const { ctx, suite, cases, target } = setting
  const testCase = cases.find((one) => one.key === key)
  if (!testCase) throw new Error(`There is no case ${key}`)
  const [itemId, id] = [uuidv7(), uuidv7()]
  const { verdict, blame = 'content' } = judged
  const now = new Date()
  const common = {
    organizationId: ctx.organizationId,
    runId,
    suiteId: suite.id,
    caseId: testCase.id,
    caseVersion: 1,
    language: 'en-US',
    deviceProfileId,
    verdict,
  }
  await ctx.db.insert(testExecutionQueue).values({
    ...common,
    id: itemId,
    targetId: target.id,
    status: verdict === 'invalid' ? 'failed' : 'completed',
    attempt: 1,
    executionId: id,
    finishedAt: now,
  })
  const reviewStatus = judged.review ?? (verdict === 'passed' ? 'auto_pass' : 'auto_fail')
  await ctx.db.insert(voiceTestExecutions).values({
    ...common,
    id,
    itemId,
    mode,
    attempt: 1,
    isFinal: true,
    reviewStatus,
    confidence: 0.99,
    blame: verdict === 'failed' ? blame : null,
    responseMs: 100,
    startedAt: now,
    finishedAt: now,
  })
  await insertJudgement(ctx, id, key, judged, reviewStatus)
  return id
}

/** A run as rows, as it is once its items have ended. Cases that are not named passed. */
export async function createRun(setting: Setting, options: RunOptions = {}): Promise<string> {
  const { ctx, suite, target, cases } = setting
  const { status = 'completed', verdicts = {}, mode = 'text', deviceProfileId = null } = options
  const runId = uuidv7()
  const now = new Date()
  const isOpen = status === 'queued' || status === 'running'
  await ctx.db.insert(testRuns).values({
    id: runId,
    organizationId: ctx.organizationId,
    targetId: target.id,
    name: suite.name,
    mode,
    status,
    suiteIds: [suite.id],
    failOn: options.failOn ?? 'any',
    request: { caseIds: [], languages: null, repetitions: 1 },
    snapshot: { target: { name: target.name, connector: 'houndify', config: {} }, variables: {} },
    trigger: options.trigger ?? { kind: 'ci' },
    git: options.git ?? null,
    expandedAt: now,
    startedAt: new Date(now.getTime() - 65_000),
    finishedAt: isOpen ? null : now,
  })
  const judged = cases.map(({ key }) => [key, toJudged(verdicts[key] ?? 'passed')] as const)
  const count = (verdict: Judged['verdict']) =>
    isOpen ? 0 : judged.filter(([, one]) => one.verdict === verdict).length
  await ctx.db.insert(runSummaries).values({
    runId,
    total: judged.length,
    passed: count('passed'),
    failed: count('failed'),
    invalid: count('invalid'),
  })
  const place = { mode, deviceProfileId }
  for (let repetition = 0; !isOpen && repetition < (options.repetitions ?? 1); repetition++)
    for (const [key, one] of judged) await insertExecution(setting, runId, key, one, place)
  return runId
}
