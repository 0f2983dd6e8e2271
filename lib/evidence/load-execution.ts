import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'

import { users } from '#db/schema/accounts.ts'
import { deviceTestExecutions, validationResultVersions } from '#db/schema/executions.ts'
import { reviewDecisions } from '#db/schema/review.ts'
import { publicConfig } from '#lib/evidence/public-config.ts'
import { recordingsOf, type RecordingRef } from '#lib/evidence/recordings.ts'
import { secretsOf, type TargetSecrets } from '#lib/evidence/secret-forms.ts'
import { getExecution, getExecutionRow } from '#lib/executions/queries.ts'
import type { ExecutionView } from '#lib/executions/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { findReviewOf } from '#lib/review/queries.ts'
import type { ReviewItemView } from '#lib/review/schema.ts'
import { hiddenReason } from '#lib/runs/results/open-audits.ts'
import { unknownVariables } from '#lib/suites/variables.ts'

const Snapshot = z.object({
  target: z.looseObject({
    name: z.string().default(''),
    connector: z.string().default(''),
    config: z.unknown(),
  }),
  variables: z.record(z.string(), z.string()).default({}),
})

async function deviceOf(ctx: Ctx, executionId: string) {
  const [row] = await ctx.db
    .select()
    .from(deviceTestExecutions)
    .where(eq(deviceTestExecutions.executionId, executionId))
  if (!row) return null
  return { id: row.deviceProfileId, profile: row.settings, measured: row.measured }
}

/** The decisions of people, oldest first, with what Earshot had said when each was made. */
async function decisionsOf(ctx: Ctx, executionId: string) {
  const rows = await ctx.db
    .select({ decision: reviewDecisions, reviewer: users.name })
    .from(reviewDecisions)
    .leftJoin(users, eq(users.id, reviewDecisions.reviewerId))
    .where(
      and(
        eq(reviewDecisions.executionId, executionId),
        eq(reviewDecisions.organizationId, ctx.organizationId),
      ),
    )
    .orderBy(asc(reviewDecisions.id))
  return rows.map(({ decision, reviewer }) => ({
    decided_at: decision.createdAt.toISOString(),
    reviewer,
    decision: decision.decision,
    verdict: decision.verdict,
    notes: decision.notes,
    duration_ms: decision.durationMs,
    automatic_verdict: decision.automaticVerdict,
    automatic_confidence: decision.automaticConfidence,
  }))
}

async function earlierJudgements(ctx: Ctx, executionId: string) {
  const rows = await ctx.db
    .select()
    .from(validationResultVersions)
    .where(eq(validationResultVersions.executionId, executionId))
    .orderBy(asc(validationResultVersions.revision))
  return rows.map(({ revision, result, why, replacedByPolicy, replacedAt }) => ({
    revision,
    replaced_at: replacedAt.toISOString(),
    why,
    replaced_by_policy: replacedByPolicy,
    result,
  }))
}

/** What a reader should know: where secrets may still be heard, and which could not be looked for. */
function notesOf(spoken: string[], secrets: TargetSecrets): string[] {
  const notes = spoken
    .filter((name) => secrets.variables.includes(name))
    .map(
      (name) =>
        `The case says the secret variable ${name} aloud: the recordings hold it, and what the voice AI understood may spell it in a way that was not found and hidden.`,
    )
  if (secrets.closed.length > 0)
    notes.push(
      `Some secrets of the target cannot be opened any more (${secrets.closed.join(', ')}): they were hidden when the exchange was recorded and could not be looked for again.`,
    )
  return notes
}

export type ExecutionEvidence = {
  view: ExecutionView
  caseVersion: number
  /** the case as it was said, plain variables filled in */
  case: unknown
  target: { name: string; connector: string; config: unknown }
  /** plain ones only */
  variables: Record<string, string>
  device: Awaited<ReturnType<typeof deviceOf>>
  decisions: Awaited<ReturnType<typeof decisionsOf>>
  reviewItem: ReviewItemView | null
  earlier: Awaited<ReturnType<typeof earlierJudgements>>
  recordings: RecordingRef[]
  notes: string[]
  /** hides the target's secrets in any text that leaves */
  mask: TargetSecrets['mask']
}

/** Everything that is kept about one execution, but for the sound itself. Throws `NotFoundError`. */
export async function loadExecution(ctx: Ctx, id: string): Promise<ExecutionEvidence> {
  const row = await getExecutionRow(ctx, id)
  const { target, variables } = Snapshot.parse(row.snapshot)
  const [view, device, decisions, reviewItem, earlier, secrets] = await Promise.all([
    getExecution(ctx, id),
    deviceOf(ctx, id),
    decisionsOf(ctx, id),
    findReviewOf(ctx, id),
    earlierJudgements(ctx, id),
    secretsOf(ctx, row.execution.runId),
  ])
  return {
    view,
    caseVersion: row.execution.caseVersion,
    case: row.case,
    target: {
      name: target.name,
      connector: target.connector,
      config: publicConfig(target.config),
    },
    variables,
    device,
    decisions,
    reviewItem,
    // An earlier judgement tells as much as the one in force.
    earlier: row.blind ? [] : earlier,
    recordings: recordingsOf(row),
    notes: [
      ...(row.blind
        ? [`Verdict, scores and reasons are left out: ${hiddenReason.toLowerCase()}.`]
        : []),
      ...notesOf(
        unknownVariables(
          row.case.turns.map(({ say }) => say),
          {},
        ),
        secrets,
      ),
    ],
    mask: secrets.mask,
  }
}
