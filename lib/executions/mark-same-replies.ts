import { and, eq } from 'drizzle-orm'

import { executionDetails, voiceTestExecutions } from '#db/schema/executions.ts'
import { testRuns } from '#db/schema/runs.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { answeredTurns } from '#lib/executions/answered-turns.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { sameReplies, type SameReply } from '#lib/runs/results/same-replies.ts'

/** What is judged, for the policy that was in force. */
type Place = {
  organizationId: string
  runId: string
  targetId: string
  suiteId: string
  caseId: string
  language: string
}

const why = 'The same reply came to different utterances of the run'

/** Locks an execution that passed without a person; null when it did not, or is not what it was. */
async function lockPass(tx: Ctx, executionId: string) {
  const [row] = await tx.db
    .select({
      place: {
        organizationId: voiceTestExecutions.organizationId,
        runId: voiceTestExecutions.runId,
        targetId: testRuns.targetId,
        suiteId: voiceTestExecutions.suiteId,
        caseId: voiceTestExecutions.caseId,
        language: voiceTestExecutions.language,
      },
      turns: executionDetails.turns,
    })
    .from(voiceTestExecutions)
    .innerJoin(executionDetails, eq(executionDetails.executionId, voiceTestExecutions.id))
    .innerJoin(testRuns, eq(testRuns.id, voiceTestExecutions.runId))
    .where(
      and(
        eq(voiceTestExecutions.id, executionId),
        eq(voiceTestExecutions.organizationId, tx.organizationId),
        eq(voiceTestExecutions.isFinal, true),
        eq(voiceTestExecutions.verdict, 'passed'),
        eq(voiceTestExecutions.reviewStatus, 'auto_pass'),
      ),
    )
    .for('update', { of: executionDetails })
  return row ? { ...row, turns: row.turns as TurnEvidence[] } : null
}

async function markOne(
  ctx: Ctx,
  executionId: string,
  replies: readonly SameReply[],
  policyOf: (place: Place) => Promise<ValidationPolicy>,
): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockPass(tx, executionId)
    const known = new Set(
      locked?.turns.flatMap(({ same_reply, index }) => (same_reply ? [index] : [])),
    )
    if (!locked || replies.every(({ turn }) => known.has(turn))) return false
    const turns = locked.turns.map((turn) => {
      const same = replies.find(({ turn: index }) => index === turn.index)
      return same ? { ...turn, same_reply: same.found } : turn
    })
    await tx.db
      .update(executionDetails)
      .set({ turns })
      .where(eq(executionDetails.executionId, executionId))
    await revalidateExecution(tx, executionId, await policyOf(locked.place), why)
    return true
  })
}

/**
 * When a run ends: one reply to several different questions, or the reply of another case, is kept as evidence, and the
 * passes that rest on it are judged again: they are no longer proven. Verdict, counters and queue follow as in every
 * judgement. One transaction for each execution; repeating it changes nothing. Returns how many were judged again.
 */
export async function markSameReplies(
  ctx: Ctx,
  runId: string,
  policyOf: (place: Place) => Promise<ValidationPolicy>,
  signal?: AbortSignal,
): Promise<number> {
  const found = sameReplies(await answeredTurns(ctx, runId))
  let marked = 0
  for (const [executionId, replies] of Map.groupBy(found, (one) => one.executionId)) {
    signal?.throwIfAborted()
    if (await markOne(ctx, executionId, replies, policyOf)) marked++
  }
  return marked
}
