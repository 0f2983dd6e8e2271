import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'

import { executionDetails, validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { caseDefinition, createSuiteFixture } from '#db/testing/factories.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import type { Verdict } from '#lib/engines/validation/verdict.ts'
import type { Ctx } from '#lib/platform/context.ts'

export type Executed = {
  language?: string
  deviceProfileId?: string | null
  verdict?: Verdict
  blame?: string
  twinVerdict?: Verdict | null
  isFinal?: boolean
  /** response time of each turn, ms */
  responses?: (number | null)[]
  /** tries at the request of each turn */
  attempts?: number[]
}

const turnsOf = ({ responses = [400], attempts = [] }: Executed): TurnEvidence[] =>
  responses.map((response_ms, index) => {
    const turn = voiceTurn({ index, attempts: attempts[index] ?? 1 })
    return { ...turn, timings: { ...turn.timings, response_ms, connect_ms: index + 1 } }
  })

/** A finished run of one case in German and English with the voices `anna` and `slt`, as rows. */
export async function createAnalysedRun(
  ctx: Ctx,
  executed: Executed[],
  run: Partial<typeof testRuns.$inferInsert> = {},
) {
  const definition = caseDefinition({
    languages: { 'en-US': { voice: 'slt' }, 'de-DE': { voice: 'anna' } },
  })
  const { suite, cases } = await createSuiteFixture(ctx, { cases: [definition] })
  const { runId, target } = await createRunFixture(ctx, [])
  await ctx.db
    .update(testRuns)
    .set({ mode: 'voice', ...run })
    .where(eq(testRuns.id, runId))
  const caseId = cases[0]?.id ?? ''
  for (const one of executed) {
    const [id, itemId, now] = [uuidv7(), uuidv7(), new Date()]
    const { language = 'en-US', deviceProfileId = null, verdict = 'passed' } = one
    const place = { organizationId: ctx.organizationId, runId, suiteId: suite.id, caseId }
    const common = { ...place, caseVersion: 1, language, deviceProfileId, verdict }
    await ctx.db
      .insert(testExecutionQueue)
      .values({ ...common, id: itemId, targetId: target.id, status: 'completed', executionId: id })
    await ctx.db.insert(voiceTestExecutions).values({
      ...common,
      ...{ id, itemId, attempt: 1, isFinal: one.isFinal ?? true, mode: run.mode ?? 'voice' },
      ...{ reviewStatus: 'auto_pass', confidence: 0.9, startedAt: now, finishedAt: now },
      blame: one.blame ?? null,
      twinVerdict: one.twinVerdict ?? null,
    })
    await ctx.db
      .insert(executionDetails)
      .values({ executionId: id, turns: turnsOf(one), exchange: [], attempts: [] })
    await ctx.db.insert(validationResults).values({
      ...{ executionId: id, verdict, confidence: 0.9, reviewStatus: 'auto_pass' },
      ...{ reason: 'a fixture', scores: [], policyVersion: 0 },
      ...{ automaticVerdict: verdict, automaticConfidence: 0.9 },
    })
  }
  return { runId, caseId }
}
