import { count } from 'drizzle-orm'

import { voiceTestExecutions } from '#db/schema/executions.ts'
import { replays } from '#db/schema/replays.ts'
import { getExecutionRow } from '#lib/executions/queries.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { enqueue } from '#lib/platform/jobs/enqueue.ts'
import { within } from '#lib/replays/load-batch.ts'
import { getReplay } from '#lib/replays/queries.ts'
import { maxReplayed, StartReplayInput, type ReplayView } from '#lib/replays/schema.ts'
import { getRun } from '#lib/runs/queries.ts'

const moment = (text: string | undefined) => (text === undefined ? null : new Date(text))

/**
 * Has stored executions judged again, by the policies in force or by a draft, to see what would change. Nothing is called,
 * and nothing changes until the replay is applied. Throws `InvalidError` when there is nothing to judge, or too much.
 */
export async function startReplay(ctx: Ctx, input: StartReplayInput): Promise<ReplayView> {
  authorize(ctx.actor, 'run:start')
  const { execution_id, run_id, from, to, policy, note } = StartReplayInput.parse(input)
  if (run_id !== undefined) await getRun(ctx, run_id)
  if (execution_id !== undefined) await getExecutionRow(ctx, execution_id)
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(replays)
      .values({
        organizationId: tx.organizationId,
        scope: run_id ? 'run' : execution_id ? 'execution' : 'period',
        runId: run_id ?? null,
        executionId: execution_id ?? null,
        ...{ fromAt: moment(from), toAt: moment(to) },
        settings: policy ?? null,
        note,
        createdBy: tx.actor.id,
      })
      .returning()
    if (!row) throw new Error('The replay has no id')
    const [found] = await tx.db
      .select({ total: count() })
      .from(voiceTestExecutions)
      .where(within(tx, row))
    const total = found?.total ?? 0
    if (total === 0)
      throw new InvalidError('There is nothing to judge again', [
        { path: run_id ? 'run_id' : 'from', message: 'no execution has ended there' },
      ])
    if (total > maxReplayed)
      throw new InvalidError(`${total} executions are too many for one replay`, [
        { path: 'from', message: `choose a period with at most ${maxReplayed}` },
      ])
    await enqueue(tx, 'validation.replay', { organizationId: tx.organizationId, replayId: row.id })
    await recordAudit(tx, {
      action: 'replay.start',
      entityType: 'replay',
      entityId: row.id,
      detail: { scope: row.scope, executions: total, draft: policy !== undefined },
    })
    return getReplay(tx, row.id)
  })
}
