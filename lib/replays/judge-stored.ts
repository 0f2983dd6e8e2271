import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { policyForPurpose } from '#lib/policies/create-policies.ts'
import { loadPrecedents } from '#lib/policies/load-precedents.ts'
import { contextHashes } from '#lib/policies/reply-form.ts'
import type { Stored } from '#lib/replays/load-batch.ts'
import { createMemory, createReplayPolicies } from '#lib/replays/replay-policies.ts'
import { judgeInTime, targetVersionOf } from '#lib/runs/execute/judge.ts'

/** Judges stored executions by the policies in force, or by a draft, asking the database once for what they share. */
export function createStoredJudge(ctx: Ctx, draft: PolicySettings | null) {
  const db = withinCtx(ctx)
  const { organizationId } = ctx
  const policyOf = createReplayPolicies(ctx, draft)
  const precedents = createMemory<Awaited<ReturnType<typeof loadPrecedents>>>(2_000)

  return async function judge(stored: Stored): Promise<Validation> {
    const { execution, run } = stored
    const { caseId, caseVersion, language, runId } = execution
    const inForce = await policyOf({ ...execution, targetId: run.targetId })
    const known = await precedents(`${runId} ${caseId} ${caseVersion} ${language}`, () =>
      loadPrecedents(
        db,
        { organizationId, caseId, language },
        contextHashes(stored.case, language),
      ),
    )
    return judgeInTime({
      ...{ executionId: execution.id, case: stored.case, precedents: known },
      ...{ turns: stored.turns, twinTurns: stored.twinTurns },
      policy: policyForPurpose(inForce, run.purpose),
      targetVersion: targetVersionOf(run.targetId, run.targetVersion),
    })
  }
}
