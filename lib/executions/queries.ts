import { and, asc, desc, eq } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { executionDetails, validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { reviewDecisions } from '#db/schema/review.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testCases, testCaseVersions, testSuites } from '#db/schema/suites.ts'
import type {
  AudioEvidence,
  SoundEvidence,
  TurnEvidence,
} from '#lib/engines/validation/evidence.ts'
import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import { spokenVerified, worstVerified } from '#lib/engines/validation/listening/spoken-words.ts'
import { assembledCallView } from '#lib/executions/assembled-call-view.ts'
import { conditionsOf } from '#lib/executions/conditions.ts'
import { type CallView, ExecutionView, type TurnView } from '#lib/executions/schema.ts'
import { validationView } from '#lib/executions/validation-view.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import type { StoredCall } from '#lib/runs/execute/store-call.ts'
import { hasOpenAudit, hiddenReason } from '#lib/runs/results/open-audits.ts'
import { CaseInput } from '#lib/suites/schema.ts'
import { resolveVariables } from '#lib/suites/variables.ts'

function selectExecution(ctx: Ctx, id: string) {
  return ctx.db
    .select({
      execution: voiceTestExecutions,
      details: executionDetails,
      validation: validationResults,
      caseKey: testCases.key,
      caseName: testCases.name,
      suiteName: testSuites.name,
      runName: testRuns.name,
      snapshot: testRuns.snapshot,
      purpose: testRuns.purpose,
      targetId: testRuns.targetId,
      targetVersion: testRuns.targetVersion,
      blind: hasOpenAudit(voiceTestExecutions.id),
      definition: testCaseVersions.definition,
    })
    .from(voiceTestExecutions)
    .innerJoin(executionDetails, eq(executionDetails.executionId, voiceTestExecutions.id))
    .innerJoin(validationResults, eq(validationResults.executionId, voiceTestExecutions.id))
    .innerJoin(testCases, eq(testCases.id, voiceTestExecutions.caseId))
    .innerJoin(testSuites, eq(testSuites.id, voiceTestExecutions.suiteId))
    .innerJoin(testRuns, eq(testRuns.id, voiceTestExecutions.runId))
    .innerJoin(
      testCaseVersions,
      and(
        eq(testCaseVersions.caseId, voiceTestExecutions.caseId),
        eq(testCaseVersions.version, voiceTestExecutions.caseVersion),
      ),
    )
    .where(
      and(
        eq(voiceTestExecutions.id, id),
        eq(voiceTestExecutions.organizationId, ctx.organizationId),
      ),
    )
}

/** An execution with the evidence and the case version it was judged by. Throws `NotFoundError`. */
export async function getExecutionRow(ctx: Ctx, id: string) {
  const [row] = await selectExecution(ctx, id)
  if (!row) throw new NotFoundError('execution', id)
  const variables = (row.snapshot as { variables?: Record<string, string> }).variables ?? {}
  return {
    ...row,
    turns: row.details.turns as TurnEvidence[],
    twinTurns: row.details.twinTurns as TurnEvidence[] | null,
    call: row.details.call as StoredCall | null,
    case: resolveVariables(CaseInput.parse(row.definition), variables),
  }
}

const soundView = ({ version: _version, ...sound }: SoundEvidence) => ({
  ...sound,
  cut_off: sound.cut_off ?? false,
  misdeclared: sound.misdeclared ?? null,
})

const audioView = (audio: AudioEvidence | null, executionId: string, side: string, turn: number) =>
  audio && {
    url: `/api/v1/executions/${executionId}/audio/${side}?turn=${turn}`,
    duration_ms: audio.duration_ms,
    speech_start_ms: audio.speech_start_ms,
    speech_end_ms: audio.speech_end_ms,
    peak_db: audio.peak_db,
    rms_db: audio.rms_db,
    sha256: audio.sha256,
    ...definedValues({
      check: audio.check,
      check_fault: audio.check_fault,
      pending: audio.pending,
      missing: audio.missing,
      caller_echo: audio.caller_echo,
      unheard: audio.unheard,
    }),
    ...(audio.sound && { sound: soundView(audio.sound) }),
  }

function turnView(id: string, testCase: CaseInput, turn: TurnEvidence): TurnView {
  const expected = testCase.turns[turn.index]?.expect
  return {
    index: turn.index,
    kind: turn.kind,
    said: turn.said,
    heard: turn.heard,
    heard_confidence: turn.heard_confidence,
    reply_written: turn.reply_written,
    reply_spoken: turn.reply_spoken,
    ...definedValues({
      reply_transcribed: turn.reply_transcribed,
      reply_transcription_fault: turn.reply_transcription_fault,
      incomplete: turn.incomplete,
      attachments: turn.attachments,
      notices: turn.notices,
      tool_calls: turn.tool_calls,
      tool_calls_dropped: turn.tool_calls_dropped,
      tools_told: turn.tools_told,
      fillers: turn.fillers,
      unused_mocks: turn.unused_mocks,
      mocks_fault: turn.mocks_fault,
    }),
    intent: turn.intent,
    entities: turn.entities,
    expected: expected ? resolveExpectation(expected, turn.language) : {},
    input_audio: audioView(turn.stimulus, id, 'input', turn.index),
    output_audio: audioView(turn.reply_audio, id, 'output', turn.index),
    timings: turn.timings,
    attempts: turn.attempts,
    fault: turn.fault,
    keys: turn.keys ?? null,
    silence_ms: turn.silence_ms ?? null,
    unsolicited: turn.unsolicited ?? null,
    cut_short: turn.cut_short ?? false,
    spoken_verified: spokenVerified(turn),
    ...definedValues({
      same_reply: turn.same_reply,
      dead_air: turn.dead_air,
      playback: turn.playback,
      own_side: turn.own_side,
    }),
    barge_in: turn.barge_in ?? null,
  }
}

function callView(
  id: string,
  call: StoredCall | null,
  turns: readonly TurnEvidence[],
): CallView | null {
  const url = `/api/v1/executions/${id}/audio/call`
  if (!call) return assembledCallView(url, turns)
  const { key: _key, ...shown } = call
  return { url, ...shown }
}

async function attemptsOf(ctx: Ctx, itemId: string) {
  const rows = await ctx.db
    .select({
      execution_id: voiceTestExecutions.id,
      attempt: voiceTestExecutions.attempt,
      verdict: voiceTestExecutions.verdict,
      reason: validationResults.reason,
      is_final: voiceTestExecutions.isFinal,
      blind: hasOpenAudit(voiceTestExecutions.id),
    })
    .from(voiceTestExecutions)
    .innerJoin(validationResults, eq(validationResults.executionId, voiceTestExecutions.id))
    .where(
      and(
        eq(voiceTestExecutions.itemId, itemId),
        eq(voiceTestExecutions.organizationId, ctx.organizationId),
      ),
    )
    .orderBy(asc(voiceTestExecutions.attempt))
  return rows.map(({ blind, ...row }, index) => ({
    ...row,
    try: index + 1,
    ...(blind && { verdict: null, reason: hiddenReason }),
  }))
}

async function decisionsOf(ctx: Ctx, executionId: string) {
  const rows = await ctx.db
    .select({ decision: reviewDecisions, reviewer: users.name })
    .from(reviewDecisions)
    .leftJoin(users, eq(users.id, reviewDecisions.reviewerId))
    .where(eq(reviewDecisions.executionId, executionId))
    .orderBy(desc(reviewDecisions.id))
  return rows.map(({ decision, reviewer }) => ({
    decision: decision.decision,
    verdict: decision.verdict,
    reviewer,
    notes: decision.notes,
    duration_ms: decision.durationMs,
    created_at: decision.createdAt.toISOString(),
  }))
}

/** Everything the execution page shows; without the judgement while a blind audit of it is open. */
export async function getExecution(ctx: Ctx, id: string): Promise<ExecutionView> {
  const row = await getExecutionRow(ctx, id)
  const { execution, validation, details, turns, twinTurns } = row
  const view = (turn: TurnEvidence) => turnView(id, row.case, turn)
  const last = turns.at(-1)
  const [attempts, review, conditions] = await Promise.all([
    attemptsOf(ctx, execution.itemId),
    decisionsOf(ctx, id),
    conditionsOf(ctx, execution, row.snapshot),
  ])
  return ExecutionView.parse({
    id,
    run_id: execution.runId,
    run_name: row.runName,
    item_id: execution.itemId,
    case_id: execution.caseId,
    case_key: row.caseKey,
    case_name: row.caseName,
    suite_id: execution.suiteId,
    suite_name: row.suiteName,
    target_name: (row.snapshot as { target?: { name?: string } }).target?.name ?? '',
    language: execution.language,
    ...conditions,
    mode: execution.mode,
    attempt: execution.attempt,
    try: attempts.find(({ execution_id }) => execution_id === id)?.try ?? 1,
    attempts,
    status: validation.verdict === 'invalid' ? 'failed' : 'completed',
    transcript: last?.heard ?? null,
    response_text: last?.reply_written ?? last?.reply_spoken ?? null,
    intent: last?.intent ?? null,
    entities: last?.entities ?? {},
    timings: last?.timings ?? {},
    spoken_verified: worstVerified(turns),
    turns: turns.map(view),
    twin_turns: twinTurns?.map(view) ?? null,
    call: callView(id, row.call, turns),
    validation: row.blind ? null : validationView(validation),
    blind: row.blind,
    review,
    exchange: details.exchange,
    request_attempts: details.attempts,
    started_at: execution.startedAt.toISOString(),
    finished_at: execution.finishedAt.toISOString(),
  })
}

type KeptAudio = Pick<AudioEvidence, 'key' | 'pending' | 'missing'>

/** Where a turn's audio, and the recording of the whole call, is stored; null where there is none. */
export async function getExecutionAudio(
  ctx: Ctx,
  id: string,
  turn: number,
): Promise<{
  input: KeptAudio | null
  output: KeptAudio | null
  call: KeptAudio | null
  turns: readonly TurnEvidence[]
}> {
  const { turns, call } = await getExecutionRow(ctx, id)
  const found = turns.find(({ index }) => index === turn)
  return { input: found?.stimulus ?? null, output: found?.reply_audio ?? null, call, turns }
}
