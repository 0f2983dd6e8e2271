import pLimit from 'p-limit'

import { errorMessage } from '#lib/platform/errors.ts'
import { catalog, type Payload } from '#lib/platform/jobs/catalog.ts'
import { Dispatcher, type FetchedJob, type Progress } from '#lib/platform/jobs/dispatcher.ts'
import { log, withLogContext } from '#lib/platform/log.ts'
import { settleDeliveries } from '#lib/webhooks/settle-deliveries.ts'
import { processWebhook } from '#workers/handlers/process-webhook.ts'
import { endJobs } from '#workers/job-consumer.ts'
import type { Tools } from '#workers/types.ts'

const queue = 'webhook.process'
/** deliveries whose rules are followed at once, each in a transaction of its own */
const followedAtOnce = 8

type Known = { job: FetchedJob; payload: Payload<typeof queue> }

/**
 * Works the queue of deliveries: those that start nothing, which most do, are settled together; the others one by one.
 * While a batch is settled no other is fetched, so that the next holds whatever has come meanwhile.
 */
export function openWebhookConsumer(tools: Tools): Dispatcher {
  const limit = pLimit(followedAtOnce)

  async function follow({ job, payload }: Known, attempt: number | null, signal: AbortSignal) {
    try {
      await processWebhook(tools, payload, signal, attempt)
      await endJobs(tools, queue, [job], undefined)
    } catch (error) {
      log.error({ err: error, queue }, `a job failed: ${errorMessage(error)}`)
      await endJobs(tools, queue, [job], error)
    }
  }

  async function end(jobs: FetchedJob[], { done }: Progress, error?: unknown): Promise<void> {
    if (jobs.length > 0) await endJobs(tools, queue, jobs, error)
    for (const job of jobs) done(job)
  }

  async function settle(jobs: FetchedJob[], progress: Progress, signal: AbortSignal) {
    const read = jobs.map((job) => ({ job, parsed: catalog[queue].payload.safeParse(job.data) }))
    const known = read.flatMap(({ job, parsed }): Known[] =>
      parsed.success ? [{ job, payload: parsed.data }] : [],
    )
    const unreadable = read.filter(({ parsed }) => !parsed.success).map(({ job }) => job)
    await end(unreadable, progress, new Error('its payload is malformed'))
    const wanted = known.map(({ payload: { organizationId, deliveryId } }) => ({
      organizationId,
      deliveryId,
    }))
    const left = await settleDeliveries(tools.db, wanted)
    const attempts = new Map(left.map(({ deliveryId, attempt }) => [deliveryId, attempt]))
    const settled = known.filter(({ payload }) => !attempts.has(payload.deliveryId))
    await end(
      settled.map(({ job }) => job),
      progress,
    )
    for (const one of known) {
      const attempt = attempts.get(one.payload.deliveryId)
      if (attempt === undefined) continue
      const work = () => withLogContext({ jobId: one.job.id }, () => follow(one, attempt, signal))
      void limit(work).finally(() => progress.done(one.job))
    }
  }

  const dispatcher: Dispatcher = new Dispatcher({
    boss: tools.boss,
    queue,
    concurrency: catalog[queue].concurrency,
    start: (jobs, progress, signal) => {
      dispatcher.pause(true)
      settle(jobs, progress, signal)
        .catch(async (error: unknown) => {
          log.error(
            { err: error, queue },
            `deliveries wait for another try: ${errorMessage(error)}`,
          )
          await end(jobs, progress, error)
        })
        .finally(() => dispatcher.pause(false))
    },
  })
  return dispatcher
}
