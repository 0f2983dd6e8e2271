import { and, desc, eq, inArray, sql, type SQL } from 'drizzle-orm'

import { testRuns } from '#db/schema/runs.ts'
import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'

/** Commits that follow one another: those of one branch or pull request, for one rule of one connection. */
export type BranchQueue = {
  connectionId: string
  rule: string
  repository: string
  branch: string
  pullRequest: number | null
}

/** Null where nothing supersedes anything: tags, releases and builds stand for themselves. */
export function branchQueueOf(
  event: CiEvent,
  connectionId: string,
  rule: string,
): BranchQueue | null {
  const { kind, repository, branch, pullRequest } = event
  if (repository === null || branch === null) return null
  if (kind !== 'push' && kind !== 'pull_request') return null
  return { connectionId, rule, repository, branch, pullRequest: pullRequest?.number ?? null }
}

/**
 * Lets only one delivery of a branch or pull request of a repository decide at a time, until the transaction ends:
 * of two that are processed at once each must see what the other started.
 */
export async function lockBranch(tx: Ctx, event: CiEvent): Promise<void> {
  const name = JSON.stringify([
    'webhook',
    tx.organizationId,
    event.repository?.toLowerCase(),
    event.pullRequest?.number ?? event.branch,
  ])
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

const inQueue = (ctx: Ctx, queue: BranchQueue): SQL | undefined =>
  and(
    eq(testRuns.organizationId, ctx.organizationId),
    sql`${testRuns.trigger} ->> 'connection_id' = ${queue.connectionId}`,
    sql`${testRuns.trigger} ->> 'rule' = ${queue.rule}`,
    sql`lower(${testRuns.git} ->> 'repository') = ${queue.repository.toLowerCase()}`,
    sql`${testRuns.git} ->> 'branch' = ${queue.branch}`,
    sql`(${testRuns.git} ->> 'pull_request') is not distinct from ${queue.pullRequest?.toString() ?? null}`,
  )

/** The newest run that a delivery which came later than `deliveryId` started in this queue; null when there is none. */
export async function findNewerRun(
  ctx: Ctx,
  queue: BranchQueue,
  deliveryId: string,
): Promise<string | null> {
  const [newer] = await ctx.db
    .select({ id: testRuns.id })
    .from(testRuns)
    .where(and(inQueue(ctx, queue), sql`${testRuns.trigger} ->> 'delivery_id' > ${deliveryId}`))
    .orderBy(desc(testRuns.id))
    .limit(1)
  return newer?.id ?? null
}

/**
 * Ends the runs of older commits that still wait, and those under way if `alsoRunning`. Order is that of arrival:
 * ids of deliveries grow with time, whenever they are processed. Returns the runs that were ended.
 */
export async function supersede(
  tx: Ctx,
  queue: BranchQueue,
  deliveryId: string,
  alsoRunning: boolean,
): Promise<string[]> {
  // Locked, so that none of them begins between this look and its end.
  const older = await tx.db
    .select({ id: testRuns.id })
    .from(testRuns)
    .where(
      and(
        inQueue(tx, queue),
        inArray(testRuns.status, alsoRunning ? ['queued', 'running'] : ['queued']),
        sql`${testRuns.trigger} ->> 'delivery_id' < ${deliveryId}`,
      ),
    )
    .orderBy(testRuns.id)
    .for('update')
  const ended: string[] = []
  for (const { id } of older)
    try {
      await cancelRun(tx, id)
      ended.push(id)
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
    }
  return ended
}
