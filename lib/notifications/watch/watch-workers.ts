import { and, eq, inArray, sql } from 'drizzle-orm'

import { notifications } from '#db/schema/notifications.ts'
import { workerBack, workerDown } from '#lib/notifications/messages/worker-down.ts'
import type { NotificationEvent } from '#lib/notifications/rules/notification-event.ts'
import { routeEvents } from '#lib/notifications/rules/route-events.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'
import { listWorkers, type WorkerState } from '#lib/platform/jobs/list-workers.ts'

/** ms of silence after which a worker is reported: well over the few seconds between its beats */
const silenceMs = 60_000

const kind = 'worker_down'

const outageKey = ({ id, seenAt }: WorkerState) => `${kind} ${id} ${seenAt.toISOString()}`

function eventOf(
  worker: WorkerState,
  key: string,
  message: NotificationEvent['message'],
): NotificationEvent {
  return {
    kind,
    subject: { type: 'worker', id: worker.id },
    key,
    suiteIds: [],
    severity: 'critical',
    isChange: () => true,
    isFailure: () => true,
    isNewDefect: true,
    thread: `${kind} ${worker.hostname}`,
    message,
  }
}

/** Keys of outages that were reported and whose end was not, by worker. */
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
        eq(notifications.event, kind),
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
 * Reports workers that went silent without a word, once for each outage, and their return: by themselves, or by
 * another that began on the same machine. Where several organizations share them, the first one is told.
 */
export async function watchWorkers(ctx: Ctx, now: Date): Promise<void> {
  if (!(await sightOf(ctx)).hosts) return
  await inTransaction(ctx, async (tx) => {
    const workers = await listWorkers(tx.db)
    const alive = workers.filter((worker) => worker.alive)
    const replaces = (lost: WorkerState) => (worker: WorkerState) =>
      worker.id !== lost.id && worker.hostname === lost.hostname && worker.startedAt > lost.seenAt
    const outages = await openOutages(tx, workers)
    const news: NotificationEvent[] = []
    for (const worker of workers) {
      const silent = now.getTime() - worker.seenAt.getTime() > silenceMs
      const replaced = alive.some(replaces(worker))
      const reported = outages.get(worker.id)
      if (silent && reported === undefined && !(await wasReported(tx, worker)))
        news.push(
          eventOf(worker, outageKey(worker), () => workerDown(worker, alive.length, replaced)),
        )
      else if (reported !== undefined && (worker.alive || replaced))
        news.push(eventOf(worker, `${reported} back`, () => workerBack(worker, alive.length)))
    }
    if (news.length > 0) await routeEvents(tx, news, now)
  })
}

/** Also what no rule wanted is reported once: the activity log has it. */
async function wasReported(tx: Ctx, worker: WorkerState): Promise<boolean> {
  const [row] = await tx.db.execute<{ reported: boolean }>(sql`
    select exists (
      select 1 from notifications where organization_id = ${tx.organizationId}
        and idempotency_key like ${`${outageKey(worker)}%`}
      union all
      select 1 from activity_log where organization_id = ${tx.organizationId} and entity_type = 'worker'
        and entity_id = ${worker.id} and action <> 'worker.kill' and created_at > ${worker.seenAt.toISOString()}::timestamptz
    ) as reported`)
  return row?.reported === true
}
