import { and, eq, inArray, sql } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import { workerBack, workerDown } from '#lib/notifications/messages/worker-down.ts'
import type { Occurrence } from '#lib/notifications/rules/occurrence.ts'
import { routeEvents } from '#lib/notifications/rules/route-event.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { listWorkers, type WorkerState } from '#lib/platform/jobs/list-workers.ts'

/** ms of silence after which a worker is told of: well over the few seconds between its beats */
const silenceMs = 60_000

const event = 'worker_down'

const outageKey = ({ id, seenAt }: WorkerState) => `${event} ${id} ${seenAt.toISOString()}`

function occurrence(worker: WorkerState, key: string, message: Occurrence['message']): Occurrence {
  return {
    event,
    subject: { type: 'worker', id: worker.id },
    key,
    suiteIds: [],
    severity: 'critical',
    isChange: () => true,
    isFailure: () => true,
    isNewDefect: true,
    thread: `${event} ${worker.hostname}`,
    message,
  }
}

/** Outages that were told of and whose end was not. */
async function openOutages(tx: Ctx, workers: readonly WorkerState[]): Promise<Map<string, string>> {
  if (workers.length === 0) return new Map()
  const rows = await tx.db
    .select({
      workerId: notifications.subjectId,
      key: notifications.idempotencyKey,
      state: sql<string | null>`${notifications.payload} -> 'message' -> 'data' ->> 'state'`,
    })
    .from(notifications)
    .where(
      and(
        eq(notifications.organizationId, tx.organizationId),
        eq(notifications.event, event),
        inArray(
          notifications.subjectId,
          workers.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(notifications.id)
  const open = new Map<string, string>()
  for (const { workerId, state, key } of rows) {
    if (state === 'down') open.set(workerId, key.split(' ').slice(0, 3).join(' '))
    else open.delete(workerId)
  }
  return open
}

/**
 * Tells of workers that went silent without a word, once for each outage, and of their return: by themselves, or by
 * another that began on the same machine.
 */
export async function watchWorkers(ctx: Ctx, now: Date): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const workers = await listWorkers(tx.db)
    const alive = workers.filter((worker) => worker.alive)
    const replaces = (lost: WorkerState) => (worker: WorkerState) =>
      worker.id !== lost.id && worker.hostname === lost.hostname && worker.startedAt > lost.seenAt
    const outages = await openOutages(tx, workers)
    const news: Occurrence[] = []
    for (const worker of workers) {
      const silent = now.getTime() - worker.seenAt.getTime() > silenceMs
      const replaced = alive.some(replaces(worker))
      const told = outages.get(worker.id)
      if (silent && told === undefined && !(await wasTold(tx, worker)))
        news.push(
          occurrence(worker, outageKey(worker), () => workerDown(worker, alive.length, replaced)),
        )
      else if (told !== undefined && (worker.alive || replaced))
        news.push(occurrence(worker, `${told} back`, () => workerBack(worker, alive.length)))
    }
    if (news.length > 0) await routeEvents(tx, news, now)
  })
}

/** Also what no rule wanted is told once: the activity log has it. */
async function wasTold(tx: Ctx, worker: WorkerState): Promise<boolean> {
  const [row] = await tx.db.execute<{ told: boolean }>(sql`
    select exists (
      select 1 from notifications where organization_id = ${tx.organizationId}
        and idempotency_key like ${`${outageKey(worker)}%`}
      union all
      select 1 from activity_log where organization_id = ${tx.organizationId} and entity_type = 'worker'
        and entity_id = ${worker.id} and created_at > ${worker.seenAt.toISOString()}::timestamptz
    ) as told`)
  return row?.told === true
}
