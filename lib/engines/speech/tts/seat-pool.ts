import { AppError, errorMessage, UpstreamError } from '#lib/platform/errors.ts'

/** A thread or process that answers one question at a time. */
export type Seat<Q, A> = {
  /** Rejects with `SeatLostError` when the seat died or was closed before it answered. */
  ask(question: Q): Promise<A>
  close(): Promise<void>
}

/** The seat is gone; the question itself may be fine. */
export class SeatLostError extends Error {}

export type SeatPool<Q, A> = {
  ask(question: Q, signal?: AbortSignal): Promise<A>
  close(): Promise<void>
}

export type SeatPoolOptions<Q, A> = {
  /** Name in error messages. */
  name: string
  open: () => Seat<Q, A>
  /** Seats at most; they are opened when first needed. */
  size: number
  /** Questions that may wait; more are refused. */
  maxQueued: number
  /** ms until a seat that does not answer is replaced */
  timeoutMs: number
  /** ms after which a seat that nobody asks is closed, and its memory with it; never when absent */
  idleMs?: number
}

type Job<Q, A> = {
  question: Q
  attempts: number
  signal: AbortSignal | undefined
  resolve: (answer: A) => void
  reject: (error: unknown) => void
}

const MAX_ATTEMPTS = 2

/** Asks a seat, and closes it when it takes too long: a synchronous computation cannot be stopped otherwise. */
async function askInTime<Q, A>(seat: Seat<Q, A>, question: Q, timeoutMs: number): Promise<A> {
  const timer = setTimeout(() => void seat.close(), timeoutMs)
  try {
    return await seat.ask(question)
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
  const settle = () => signal?.removeEventListener('abort', abort)
  const job: Job<Q, A> = {
    question,
    attempts: 0,
    signal,
    resolve: (answer) => (settle(), resolve(answer)),
    reject: (error) => (settle(), reject(error)),
  }
  signal?.addEventListener('abort', abort, { once: true })
  queue.push(job)
  return promise
}

/** The seats of a pool: opened when first needed, at most `size`. */
function createSeats<Q, A>({
  open,
  size,
  idleMs,
}: Pick<SeatPoolOptions<Q, A>, 'open' | 'size' | 'idleMs'>) {
  const idle: { seat: Seat<Q, A>; timer: NodeJS.Timeout | undefined }[] = []
  const all = new Set<Seat<Q, A>>()
  const drop = (seat: Seat<Q, A>) => {
    all.delete(seat)
    void seat.close()
  }
  const dismiss = (seat: Seat<Q, A>) => {
    const index = idle.findIndex((one) => one.seat === seat)
    if (index < 0) return
    idle.splice(index, 1)
    drop(seat)
  }
  return {
    take(): Seat<Q, A> | null {
      const free = idle.pop()
      clearTimeout(free?.timer)
      if (free) return free.seat
      if (all.size >= size) return null
      const seat = open()
      all.add(seat)
      return seat
    },
    giveBack(seat: Seat<Q, A>): void {
      const timer = idleMs === undefined ? undefined : setTimeout(() => dismiss(seat), idleMs)
      timer?.unref()
      idle.push({ seat, timer })
    },
    drop,
    async close(): Promise<void> {
      for (const { timer } of idle) clearTimeout(timer)
      await Promise.all([...all].map((seat) => seat.close()))
    },
  }
}

/**
 * Spreads questions over seats. A question whose seat dies is asked once more in a new seat, then fails with
 * `UpstreamError`; a full queue and a closed pool give `AppError` `unavailable`. An aborted question rejects
 * with the signal's reason at once, wherever it is.
 */
export function createSeatPool<Q, A>(options: SeatPoolOptions<Q, A>): SeatPool<Q, A> {
  const seats = createSeats(options)
  const queue: Job<Q, A>[] = []
  let closed = false

  function retryOrFail(job: Job<Q, A>, error: SeatLostError): void {
    if (closed) job.reject(closedError(options.name))
    else if (job.attempts < MAX_ATTEMPTS && !job.signal?.aborted) queue.unshift(job)
    else job.reject(new UpstreamError(options.name, errorMessage(error), false, error))
  }

  async function serve(seat: Seat<Q, A>, job: Job<Q, A>): Promise<void> {
    job.attempts += 1
    try {
      job.resolve(await askInTime(seat, job.question, options.timeoutMs))
      seats.giveBack(seat)
    } catch (error) {
      if (error instanceof SeatLostError) {
        seats.drop(seat)
        retryOrFail(job, error)
      } else {
        seats.giveBack(seat)
        job.reject(error)
      }
    }
    pump()
  }

  function pump(): void {
    while (queue.length > 0 && !closed) {
      const seat = seats.take()
      if (!seat) return
      const job = queue.shift()
      if (job) void serve(seat, job)
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
    await seats.close()
  }

  return { ask, close }
}
