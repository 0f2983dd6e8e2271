import { z } from 'zod'

import { number, integer, flag } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const workers = group({
  ENABLE_AUTO_SCALING: {
    schema: flag(false),
    doc: 'start and stop workers by queue depth',
  },
  MIN_WORKERS: {
    schema: integer(1, 64, 1),
    doc: 'worker processes that always run',
  },
  MAX_WORKERS: {
    schema: integer(1, 256, 4),
    doc: 'worker processes at most',
  },
  WORKER_VOICE_CONCURRENCY: {
    schema: z.coerce.number().int().min(1).max(10_000).optional(),
    doc: 'calls by voice at once in one worker process, within WORKER_CONCURRENCY; 250 for each core and 500 at the most when unset: one thread speaks for all, and two cores were measured to keep 500 in time (node bench/lateness.ts; Settings › Workers and queues shows what yours do)',
  },
  WORKER_GRACE_SECONDS: {
    schema: integer(1, 600, 25),
    doc: 'seconds that a worker waits for its running calls when it stops; the remaining ones are returned to the queue',
  },
  WORKER_METRICS_PORT: {
    schema: z.coerce.number().int().min(0).max(65_535).optional(),
    doc: 'port at which each worker and the webhook receiver serve their own metrics (/metrics), for METRICS_ALLOWED_CIDRS or METRICS_TOKEN; several on one machine take the next free ports, 0 takes any; off when unset, as /api/metrics adds up what all of them count',
  },
  SILENCE_LIMIT_SECONDS: {
    schema: integer(0, 3_600, 30),
    doc: 'seconds for which the event loop of a process may stand still until it is killed and started again; 0 never, for a debugger',
  },
  TARGET_TASKS_PER_WORKER: {
    schema: integer(1, 100_000, 50),
    doc: 'queued items that justify one worker',
  },
  SCALE_DOWN_THRESHOLD: {
    schema: number(0, 1, 0.5),
    doc: 'share of the target load below which a worker is stopped',
  },
  SCALING_COOLDOWN_SECONDS: {
    schema: integer(1, 3_600, 60),
    doc: 'time between two changes of scale',
  },
  SCALING_QUEUE_NAME: {
    schema: z.string().default('execution.execute'),
    doc: 'queue whose depth is watched',
  },
})
