import { z } from 'zod'

import { pageOf } from '#lib/platform/format/cursor.ts'

export const QueueView = z
  .object({
    name: z.string(),
    waiting: z.number().int(),
    active: z.number().int(),
    dead: z.number().int(),
    oldest_waiting_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Queue' })
export type QueueView = z.output<typeof QueueView>

/** What a worker says of itself beside how busy it is. */
export const WorkerDetail = z.object({
  /** share of all cores over the last seconds, its children included; null until it is known */
  cpu_percent: z.number().nullable(),
  rss_mb: z.number(),
  cpu_limit_percent: z.number(),
  memory_limit_mb: z.number(),
  /** why it takes no new executions; null when it does */
  reason: z.string().nullable(),
  /** whether it could write to the storage when it last tried, and why not; absent until it has */
  storage: z.object({ ok: z.boolean(), reason: z.string().nullable() }).optional(),
  /**
   * pieces of callers' speech that left in real time within the last five minutes, and ms after their time within which
   * 99 % of them left; absent when there was none
   */
  frames: z.object({ count: z.number().int(), p99_ms: z.number() }).optional(),
})
export type WorkerDetail = z.output<typeof WorkerDetail>

export const WorkerView = z.object({
  id: z.uuid(),
  /** null for whoever does not administer the installation */
  hostname: z.string().nullable(),
  /** the same */
  pid: z.number().int().nullable(),
  state: z.enum(['working', 'overloaded', 'draining', 'silent', 'killed']),
  /** null where it would tell of the work of other organizations, as would `detail` */
  in_flight: z.number().int().nullable(),
  capacity: z.number().int(),
  detail: WorkerDetail.nullable(),
  started_at: z.iso.datetime(),
  seen_at: z.iso.datetime(),
})
export type WorkerView = z.output<typeof WorkerView>

export const WorkerList = pageOf(WorkerView)
