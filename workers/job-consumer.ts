import { z } from 'zod'

import { errorMessage } from '#lib/platform/errors.ts'
import { catalog, type JobName, type Payload } from '#lib/platform/jobs/catalog.ts'
import { Dispatcher, type FetchedJob } from '#lib/platform/jobs/dispatcher.ts'
import { log, withLogContext } from '#lib/platform/log.ts'
import { handlers } from '#workers/handlers/index.ts'
import type { HandledJob, Tools } from '#workers/types.ts'

async function run<N extends HandledJob>(
  tools: Tools,
  name: N,
  job: FetchedJob,
  signal: AbortSignal,
): Promise<void> {
  const payload = catalog[name].payload.parse(job.data) as Payload<N>
  await handlers[name](tools, payload, signal)
}

/** Completes jobs, or with an error sends them back. Never throws. */
export async function endJobs(tools: Tools, name: JobName, jobs: FetchedJob[], error: unknown) {
  try {
    if (error === undefined) await tools.boss.complete(name, jobs)
    else await tools.boss.fail(name, jobs, { message: errorMessage(error) })
  } catch (fault) {
    // The heartbeat ends and the job comes back: handlers may be repeated at any line.
    log.warn({ err: errorMessage(fault), queue: name }, 'could not end a job')
  }
}

async function perform(tools: Tools, name: HandledJob, job: FetchedJob, signal: AbortSignal) {
  try {
    await run(tools, name, job, signal)
    await endJobs(tools, name, [job], undefined)
  } catch (error) {
    const bad = error instanceof z.ZodError ? 'its payload is malformed' : errorMessage(error)
    log.error({ err: error, queue: name }, `a job failed: ${bad}`)
    await endJobs(tools, name, [job], error)
  }
}

/** Works one queue of the catalog through its handler. */
export function openJobConsumer(tools: Tools, name: HandledJob): Dispatcher {
  return new Dispatcher({
    boss: tools.boss,
    queue: name,
    concurrency: catalog[name].concurrency,
    start: (jobs, { done }, signal) => {
      for (const job of jobs)
        void withLogContext({ jobId: job.id }, () => perform(tools, name, job, signal)).finally(
          () => done(job),
        )
    },
  })
}
