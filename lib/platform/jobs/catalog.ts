import { z } from 'zod'

/** Options that pg-boss keeps for a queue; see https://pgboss.io. Times in seconds. */
type QueueSettings = {
  retryLimit: number
  retryDelay: number
  retryBackoff: boolean
  retryDelayMax?: number
  expireInSeconds: number
  heartbeatSeconds: number
  deleteAfterSeconds: number
}

const briefly: QueueSettings = {
  retryLimit: 5,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 900,
  // The least that pg-boss allows: a killed worker's jobs start elsewhere soon after.
  heartbeatSeconds: 10,
  // Results are kept in our own tables; a job that has ended is of no use for long.
  deleteAfterSeconds: 6 * 3600,
}

const inOrganization = { organizationId: z.uuid() }

/** Every job of Earshot, said once: payload, queue options, and how many run at once in a worker. */
export const catalog = {
  'run.expand': {
    payload: z.object({ ...inOrganization, runId: z.uuid() }),
    queue: briefly,
    concurrency: 2,
  },
  'execution.execute': {
    // Of items that wait again by hand, or waited in an older version: workers claim all others themselves
    // (lib/runs/queue), with as many tries as this says. What has used them up is a dead letter here.
    payload: z.object({ ...inOrganization, itemId: z.uuid() }),
    queue: briefly,
    concurrency: 4,
  },
  'validation.replay': {
    payload: z.object({ ...inOrganization, replayId: z.uuid() }),
    queue: { ...briefly, expireInSeconds: 3_600 },
    concurrency: 1,
  },
  'validation.validate': {
    payload: z.object({
      ...inOrganization,
      replayId: z.uuid(),
      executionIds: z.array(z.uuid()).min(1).max(100),
    }),
    queue: briefly,
    concurrency: 2,
  },
  'meaning.calibrate': {
    payload: z.object({ ...inOrganization, calibrationId: z.uuid() }),
    // Thousands of calls to a service that may be slow.
    queue: { ...briefly, expireInSeconds: 6 * 3_600 },
    concurrency: 1,
  },
  'meaning.drift': {
    payload: z.object({}),
    queue: { ...briefly, expireInSeconds: 3_600 },
    concurrency: 1,
    cron: '41 2 * * *',
  },
  'run.finalize': {
    payload: z.object({ ...inOrganization, runId: z.uuid() }),
    queue: briefly,
    concurrency: 2,
  },
  'webhook.process': {
    payload: z.object({ ...inOrganization, deliveryId: z.uuid(), salt: z.uuid().optional() }),
    queue: briefly,
    // Most start nothing and are settled together; see `webhook-consumer.ts`.
    concurrency: 200,
  },
  'run.notify': {
    payload: z.object({
      ...inOrganization,
      runId: z.uuid(),
      /** `reviewed`: a person has changed a verdict after the end */
      moment: z.enum(['accepted', 'finished', 'reviewed']),
    }),
    queue: briefly,
    concurrency: 2,
  },
  'notification.send': {
    payload: z.object({ ...inOrganization, notificationId: z.uuid() }),
    queue: briefly,
    concurrency: 8,
  },
  'notification.sweep': {
    payload: z.object({}),
    queue: briefly,
    concurrency: 1,
    cron: '* * * * *',
  },
  'notification.probe': {
    payload: z.object({}),
    queue: briefly,
    concurrency: 1,
    cron: '* * * * *',
  },
  'notification.watch': {
    payload: z.object({}),
    queue: briefly,
    concurrency: 1,
    cron: '* * * * *',
  },
  'tracker.sync': {
    payload: z.object({}),
    queue: briefly,
    concurrency: 1,
    cron: '*/10 * * * *',
  },
  'schedule.tick': {
    payload: z.object({}),
    queue: briefly,
    concurrency: 1,
    cron: '* * * * *',
  },
  'maintenance.partitions': {
    payload: z.object({}),
    queue: briefly,
    concurrency: 1,
    cron: '17 3 * * *',
  },
} as const

export type JobName = keyof typeof catalog
export type Payload<N extends JobName> = z.output<(typeof catalog)[N]['payload']>

export const jobNames = Object.keys(catalog) as JobName[]

/** Where a job goes when its tries are used up; it stays there, with its cause, until someone deals with it. */
export const deadLetterOf = (name: JobName) => `${name}.dead`
