import type { JobWithMetadata } from 'pg-boss'
import { z } from 'zod'

import { errorMessage } from '#lib/platform/errors.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import type { JobName } from '#lib/platform/jobs/catalog.ts'
import { log } from '#lib/platform/log.ts'

/** A fetched job: `id` and `retryCount` together name this attempt, and fence whatever ends it. */
export type FetchedJob = Pick<JobWithMetadata<unknown>, 'id' | 'retryCount' | 'data'>

export type Progress = {
  /** its slot is free for another, though the job has not ended yet; may be left out */
  release: (job: FetchedJob) => void
  /** it has ended; once for each job */
  done: (job: FetchedJob) => void
}

type Options = {
  boss: Boss
  queue: JobName
  /** jobs under way at once in this process; twice as many may wait for their results to be recorded */
  concurrency: number
  /** ms between polls when nobody wakes us; the worker looks at all its queues together far more often */
  pollMs?: number
  /** ms between heartbeats of jobs under way */
  heartbeatMs?: number
  /** Does the jobs and ends them; tells `progress` of each. `signal` says: end now. */
  start: (jobs: FetchedJob[], progress: Progress, signal: AbortSignal) => void
  /** This attempt's lease has ended, because we slept or the database was away: it is somebody else's now. */
  lost?: (job: FetchedJob) => void
}

// pg-boss answers with more than its types tell.
const Touched = z.object({ settled: z.array(z.string()).nullish() })

/**
 * Fetches as many jobs as there are free slots and keeps them all in flight. pg-boss's own `work()` takes
 * one batch, waits for all of it and polls again, which leaves slots empty behind the slowest job.
 */
export class Dispatcher {
  readonly #options: Options
  // By object, not id: a job that lapsed may come back here while its old attempt still runs.
  readonly #running = new Set<FetchedJob>()
  /** those of them whose slot is free again */
  readonly #released = new Set<FetchedJob>()
  readonly #abort = new AbortController()
  readonly #poll: NodeJS.Timeout
  readonly #pulse: NodeJS.Timeout
  #stopped = false
  #paused = false
  #fetching = false
  #again = false
  /** jobs may be waiting that there was no slot for */
  #more = false
  #idle: (() => void) | undefined

  constructor(options: Options) {
    this.#options = options
    this.#poll = setInterval(() => this.wake(), options.pollMs ?? 120_000)
    this.#pulse = setInterval(() => void this.#beat(), options.heartbeatMs ?? 3_000)
    this.wake()
  }

  get inFlight(): number {
    return this.#running.size
  }

  get #free(): number {
    const { concurrency } = this.#options
    const open = this.#running.size
    return Math.min(concurrency - open + this.#released.size, concurrency * 2 - open)
  }

  /** There may be new work: fetch now rather than at the next poll. */
  wake(): void {
    setImmediate(() => void this.#fill())
  }

  /** No new work while true; what is under way goes on. */
  pause(paused: boolean): void {
    this.#paused = paused
    if (!paused) this.wake()
  }

  /** Ends fetching, waits up to `graceMs` for work under way, then aborts it and waits for that. */
  async drain(graceMs: number): Promise<void> {
    this.#stopped = true
    clearInterval(this.#poll)
    await this.#untilIdle(graceMs)
    this.#abort.abort(new Error('the worker is stopping'))
    await this.#untilIdle(5_000)
    clearInterval(this.#pulse)
  }

  async #fill(): Promise<void> {
    this.#again = true
    if (this.#fetching) return
    this.#fetching = true
    try {
      while (this.#again) {
        this.#again = false
        await this.#fetch()
      }
    } catch (error) {
      log.warn({ queue: this.#options.queue, err: errorMessage(error) }, 'could not fetch jobs')
    } finally {
      this.#fetching = false
    }
  }

  async #fetch(): Promise<void> {
    const { boss, queue, start } = this.#options
    const free = this.#free
    if (this.#stopped || this.#paused) return
    this.#more = free <= 0
    if (this.#more) return
    const batchSize = Math.min(free, 500)
    const jobs: FetchedJob[] = await boss.fetch(queue, { batchSize })
    // Stopped meanwhile: nobody beats for these, so they return to the queue by themselves.
    if (this.#stopped || jobs.length === 0) return
    for (const job of jobs) this.#running.add(job)
    if (jobs.length === batchSize) this.#again = true
    start(
      jobs,
      { release: (job) => this.#release(job), done: (job) => this.#done(job) },
      this.#abort.signal,
    )
  }

  #release(job: FetchedJob): void {
    this.#released.add(job)
    if (this.#more) this.wake()
  }

  #done(job: FetchedJob): void {
    this.#running.delete(job)
    this.#released.delete(job)
    if (this.#running.size === 0) this.#idle?.()
    if (this.#more) this.wake()
  }

  async #beat(): Promise<void> {
    if (this.#running.size === 0) return
    const { boss, queue, lost } = this.#options
    const jobs = [...this.#running]
    try {
      const { settled } = Touched.parse(await boss.touch(queue, jobs))
      const kept = new Set(settled)
      for (const job of jobs) if (!kept.has(job.id) && this.#running.has(job)) lost?.(job)
    } catch (error) {
      log.warn({ queue, err: errorMessage(error) }, 'could not renew heartbeats')
    }
  }

  #untilIdle(ms: number): Promise<void> {
    if (this.#running.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#idle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
