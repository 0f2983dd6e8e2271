import { AppError, errorMessage, UpstreamError } from '#lib/platform/errors.ts'

/** A thread or process that answers one question at a time. */
export type PoolWorker<Q, A> = {
  /** Rejects with `WorkerLostError` when the worker died or was closed before it answered. */
  ask(question: Q): Promise<A>
  close(): Promise<void>
}

/** The worker is gone; the question itself may be fine. */
export class WorkerLostError extends Error {}

export type WorkerPool<Q, A> = {
  ask(question: Q, signal?: AbortSignal): Promise<A>
  close(): Promise<void>
}

export type WorkerPoolOptions<Q, A> = {
  /** Name in error messages. */
  name: string
  open: () => PoolWorker<Q, A>
  /** Workers at most; they are opened when first needed. */
  size: number
  /** Questions that may wait; more are refused. */
  maxQueued: number
  /** ms until a worker that does not answer is replaced */
  timeoutMs: number
  /** ms after which a worker that nobody asks is closed, and its memory with it; never when absent */
  idleMs?: number
  /** workers that a question may cost before it fails; 2 when absent */
  maxAttempts?: number
}

type Job<Q, A> = {
  question: Q
  attempts: number
  signal: AbortSignal | undefined
  resolve: (answer: A) => void
  reject: (error: unknown) => void
}

const MAX_ATTEMPTS = 2

/** Asks a worker, and closes it when it takes too long: a synchronous computation cannot be stopped otherwise. */
async function askInTime<Q, A>(
  worker: PoolWorker<Q, A>,
  question: Q,
  timeoutMs: number,
): Promise<A> {
  const timer = setTimeout(() => void worker.close(), timeoutMs)
  try {
    return await worker.ask(question)
  } finally {
    clearTimeout(timer)
  }
}

const closedError = (name: string) => new AppError('unavailable', `${name} is closed`)

/** Adds a job to the queue; an abort takes it out again, or disowns the answer if it already runs. */
function enqueue<Q, A>(queue: Job<Q, A>[], question: Q, signal?: AbortSignal): Promise<A> {
  const { promise, resolve, reject } = Promise.withResolvers<A>()
  const abort = () => {
    const waiting = queue.indexOf(job)
    if (waiting >= 0) queue.splice(waiting, 1)
    reject(signal?.reason)
  }
  const stopListening = () => signal?.removeEventListener('abort', abort)
  const job: Job<Q, A> = {
    question,
    attempts: 0,
    signal,
    resolve: (answer) => (stopListening(), resolve(answer)),
    reject: (error) => (stopListening(), reject(error)),
  }
  signal?.addEventListener('abort', abort, { once: true })
  queue.push(job)
  return promise
}

/** The workers of a pool: opened when first needed, at most `size`. */
function createWorkers<Q, A>({
  open,
  size,
  idleMs,
}: Pick<WorkerPoolOptions<Q, A>, 'open' | 'size' | 'idleMs'>) {
  const idle: { worker: PoolWorker<Q, A>; timer: NodeJS.Timeout | undefined }[] = []
  const all = new Set<PoolWorker<Q, A>>()
  const drop = (worker: PoolWorker<Q, A>) => {
    all.delete(worker)
    void worker.close()
  }
  const dismiss = (worker: PoolWorker<Q, A>) => {
    const index = idle.findIndex((one) => one.worker === worker)
    if (index < 0) return
    idle.splice(index, 1)
    drop(worker)
  }
  return {
    take(): PoolWorker<Q, A> | null {
      const free = idle.pop()
      clearTimeout(free?.timer)
      if (free) return free.worker
      if (all.size >= size) return null
      const worker = open()
      all.add(worker)
      return worker
    },
    giveBack(worker: PoolWorker<Q, A>): void {
      const timer = idleMs === undefined ? undefined : setTimeout(() => dismiss(worker), idleMs)
      timer?.unref()
      idle.push({ worker, timer })
    },
    drop,
    async close(): Promise<void> {
      for (const { timer } of idle) clearTimeout(timer)
      await Promise.all([...all].map((worker) => worker.close()))
    },
  }
}

/**
 * Spreads questions over workers. A question whose worker dies is asked once more in a new worker, then fails with
 * `UpstreamError`; a full queue and a closed pool give `AppError` `unavailable`. An aborted question rejects
 * with the signal's reason at once, wherever it is.
 */
export function createWorkerPool<Q, A>(options: WorkerPoolOptions<Q, A>): WorkerPool<Q, A> {
  const workers = createWorkers(options)
  const queue: Job<Q, A>[] = []
  let closed = false

  function retryOrFail(job: Job<Q, A>, error: WorkerLostError): void {
    if (closed) job.reject(closedError(options.name))
    else if (job.attempts < (options.maxAttempts ?? MAX_ATTEMPTS) && !job.signal?.aborted)
      queue.unshift(job)
    else job.reject(new UpstreamError(options.name, errorMessage(error), false, error))
  }

  async function serve(worker: PoolWorker<Q, A>, job: Job<Q, A>): Promise<void> {
    job.attempts += 1
    try {
      job.resolve(await askInTime(worker, job.question, options.timeoutMs))
      workers.giveBack(worker)
    } catch (error) {
      if (error instanceof WorkerLostError) {
        workers.drop(worker)
        retryOrFail(job, error)
      } else {
        workers.giveBack(worker)
        job.reject(error)
      }
    }
    pump()
  }

  function pump(): void {
    while (queue.length > 0 && !closed) {
      const worker = workers.take()
      if (!worker) return
      const job = queue.shift()
      if (job) void serve(worker, job)
    }
  }

  async function ask(question: Q, signal?: AbortSignal): Promise<A> {
    signal?.throwIfAborted()
    if (closed) throw closedError(options.name)
    if (queue.length >= options.maxQueued)
      throw new AppError('unavailable', `${options.name} is busy: ${queue.length} requests wait`)
    const answer = enqueue(queue, question, signal)
    pump()
    return answer
  }

  async function close(): Promise<void> {
    closed = true
    for (const job of queue.splice(0)) job.reject(closedError(options.name))
    await workers.close()
  }

  return { ask, close }
}
