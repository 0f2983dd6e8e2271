import { sql, type SQL } from 'drizzle-orm'

import { meaningCalibrations } from '#db/schema/meaning.ts'
import { notifications } from '#db/schema/notifications.ts'
import { replays } from '#db/schema/replays.ts'
import { testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { catalog, type JobName } from '#lib/platform/jobs/catalog.ts'
import type { DeadLetter } from '#lib/platform/jobs/list-dead-letters.ts'

type Rule = {
  /** field of the payload that names what the job is about */
  field: string
  /** ids of those that still wait for the job, and all that are there, of `ids` */
  look: (ctx: Ctx, ids: SQL) => SQL
  /** why not, where it no longer waits */
  over: string
}

type Owned =
  | typeof testRuns
  | typeof webhookDeliveries
  | typeof notifications
  | typeof replays
  | typeof meaningCalibrations

/** Of a table whose rows wait as long as `waits` holds. */
const own =
  (table: Owned, waits: SQL): Rule['look'] =>
  ({ organizationId }, ids) => sql`
    select id::text, ${waits} as waits from ${table}
    where id = any(${ids}) and organization_id = ${organizationId}`

const rules: Partial<Record<JobName, Rule>> = {
  'execution.execute': {
    field: 'itemId',
    look: ({ organizationId }, ids) => sql`
      select q.id::text, q.status in ('pending', 'running') and r.status in ('queued', 'running') as waits
      from ${testExecutionQueue} q join ${testRuns} r on r.id = q.run_id
      where q.id = any(${ids}) and q.organization_id = ${organizationId}`,
    over: 'Its item has ended, as what the cause says. Run it again from the page of its run.',
  },
  'run.expand': {
    field: 'runId',
    look: own(testRuns, sql`status = 'queued' and expanded_at is null`),
    over: 'Its run has ended or was prepared meanwhile. Start the run again instead.',
  },
  'run.finalize': {
    field: 'runId',
    look: own(testRuns, sql`status in ('queued', 'running')`),
    over: 'Its run has ended: nothing is left to do.',
  },
  'run.notify': {
    field: 'runId',
    look: own(testRuns, sql`true`),
    over: '',
  },
  'webhook.process': {
    field: 'deliveryId',
    look: own(webhookDeliveries, sql`status = 'accepted'`),
    over: 'The delivery was processed meanwhile. Process it once more from its page in Deliveries.',
  },
  'notification.send': {
    field: 'notificationId',
    look: own(notifications, sql`status in ('held', 'pending', 'sending')`),
    over: 'It was sent or given up meanwhile. Send it again from the notification log.',
  },
  'validation.replay': {
    field: 'replayId',
    look: own(replays, sql`state = 'running'`),
    over: 'Its replay has ended. Start another one instead.',
  },
  'validation.validate': {
    field: 'replayId',
    look: own(replays, sql`state not in ('discarded', 'failed')`),
    over: 'Its replay was discarded or has failed.',
  },
  'meaning.calibrate': {
    field: 'calibrationId',
    look: own(meaningCalibrations, sql`state = 'running'`),
    over: 'Its calibration has ended. Start another one instead.',
  },
}

function subject({ payload }: DeadLetter, field: string): string {
  const id = payload[field]
  return typeof id === 'string' ? id : ''
}
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** The payload as its queue takes it; null when it is malformed. */
export function payloadOf(ctx: Ctx, { queue, payload }: DeadLetter) {
  const data = { organizationId: ctx.organizationId, ...payload }
  return catalog[queue].payload.safeParse(data).data ?? null
}

/** For each letter why a job of it would do nothing, or null. A letter that is not in the answer has no obstacle. */
export async function findObstacles(
  ctx: Ctx,
  letters: readonly DeadLetter[],
): Promise<Map<string, string>> {
  const obstacles = new Map<string, string>()
  const sound = letters.filter((letter) => {
    if (payloadOf(ctx, letter) !== null) return true
    obstacles.set(letter.id, 'Its payload is malformed: no worker can take it.')
    return false
  })
  for (const [queue, group] of Map.groupBy(sound, (letter) => letter.queue)) {
    const rule = rules[queue]
    if (!rule) continue
    const ids = group.map((letter) => subject(letter, rule.field)).filter(isId)
    const rows = await ctx.db.execute<{ id: string; waits: boolean }>(
      rule.look(ctx, sql`${sql.param(ids)}::uuid[]`),
    )
    const waits = new Map(rows.map((row) => [row.id, row.waits]))
    for (const letter of group) {
      const state = waits.get(subject(letter, rule.field))
      if (state === undefined) obstacles.set(letter.id, 'What it is about is not there any more.')
      else if (!state) obstacles.set(letter.id, rule.over)
    }
  }
  return obstacles
}
