import { setImmediate as breathe } from 'node:timers/promises'

import { and, eq } from 'drizzle-orm'

import { replayChanges, replays } from '#db/schema/replays.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import {
  addChange,
  compareJudgements,
  noChanges,
  type Change,
} from '#lib/replays/compare-judgements.ts'
import { createStoredJudge } from '#lib/replays/judge-stored.ts'
import { storedExecutions, type Stored } from '#lib/replays/load-batch.ts'
import type { ReplayRow } from '#lib/replays/queries.ts'
import type { ReplaySummary } from '#lib/replays/schema.ts'
import { publish } from '#lib/runs/publish.ts'

const ofRow = ({ id, organizationId }: ReplayRow) =>
  and(eq(replays.id, id), eq(replays.organizationId, organizationId), eq(replays.state, 'running'))

/** Judgements that are computed before other work of the process gets its turn. */
const inOneGo = 50

async function changesOf(
  batch: readonly Stored[],
  judge: ReturnType<typeof createStoredJudge>,
): Promise<Change[]> {
  const changes: Change[] = []
  for (const [index, stored] of batch.entries()) {
    if (index % inOneGo === inOneGo - 1) await breathe()
    const change = compareJudgements(stored.validation, await judge(stored), stored.blind)
    if (change) changes.push(change)
  }
  return changes
}

const rowOf = (replayId: string, { blind: _blind, ...change }: Change) => ({ replayId, ...change })

async function judgeAll(ctx: Ctx, replay: ReplayRow, signal: AbortSignal): Promise<void> {
  const draft = PolicySettings.nullable().parse(replay.settings)
  const judge = createStoredJudge(ctx, draft)
  let summary: ReplaySummary = noChanges
  let judged = 0
  const { runId, organizationId } = replay
  for await (const batch of storedExecutions(ctx, replay)) {
    signal.throwIfAborted()
    const changes = await changesOf(batch, judge)
    summary = changes.reduce(addChange, summary)
    judged += batch.length
    await inTransaction(ctx, async (tx) => {
      if (changes.length > 0)
        await tx.db.insert(replayChanges).values(changes.map((one) => rowOf(replay.id, one)))
      await tx.db.update(replays).set({ judged, summary }).where(ofRow(replay))
      await publish(withinCtx(tx), [
        { type: 'run', organization_id: organizationId, ...(runId && { run_id: runId }) },
      ])
    })
  }
  await ctx.db
    .update(replays)
    .set({ state: 'ready', judged, total: judged, summary, finishedAt: new Date() })
    .where(ofRow(replay))
}

/**
 * Judges the executions of a replay and keeps what would change. A replay that is not running stays as it is; one that
 * broke off starts from its beginning. Throws only when `signal` says so: any other error leaves it `failed`, with why.
 */
export async function runReplay(ctx: Ctx, id: string, signal: AbortSignal): Promise<void> {
  const [replay] = await ctx.db
    .select()
    .from(replays)
    .where(
      and(
        eq(replays.id, id),
        eq(replays.organizationId, ctx.organizationId),
        eq(replays.state, 'running'),
      ),
    )
  if (!replay) return
  await ctx.db.delete(replayChanges).where(eq(replayChanges.replayId, id))
  try {
    await judgeAll(ctx, replay, signal)
  } catch (error) {
    signal.throwIfAborted()
    const reason = errorMessage(error).slice(0, 1_000)
    await ctx.db
      .update(replays)
      .set({ state: 'failed', reason, finishedAt: new Date() })
      .where(ofRow(replay))
  }
}
