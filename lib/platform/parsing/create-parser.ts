import { AppError, InvalidError, UpstreamError } from '#lib/platform/errors.ts'
import { ParserAnswer } from '#lib/platform/parsing/protocol.ts'
import { openThread } from '#lib/platform/processes/open-thread.ts'
import {
  createWorkerPool,
  WorkerLostError,
  type WorkerPool,
} from '#lib/platform/processes/worker-pool.ts'

type ParserOptions = {
  /** what it reads, as people call it: `The body` */
  what: string
  /** started with the first question */
  program: () => URL
  /** ms that reading may take */
  deadlineMs: number
  /** MB of memory that reading may take */
  memoryMb: number
  /** at once at most; each may take all of the time and the memory */
  threads: number
}

/** Questions that may wait; more are answered with 503. */
const maxQueued = 50
/** ms after which a thread that nobody asks ends, and gives its memory back */
const idleMs = 20_000

/**
 * Reads foreign input in threads that are started when needed and end when idle, so that whatever it is made of, it holds up
 * nobody else. What is asked is copied there, what was read is copied back. Throws `InvalidError` with what the
 * parser found wrong, and `AppError`: `too_large` for what takes too long or too much memory, `unavailable` when too many wait.
 */
export function createParser({ what, program, deadlineMs, memoryMb, threads }: ParserOptions) {
  let pool: WorkerPool<unknown, unknown> | null = null
  const open = () =>
    createWorkerPool<unknown, unknown>({
      ...{ name: `${what} cannot be read now: its reader`, size: threads, maxQueued, idleMs },
      timeoutMs: deadlineMs,
      // What ends a thread would end the next one as well.
      maxAttempts: 1,
      open: () =>
        openThread({
          program: program(),
          name: what,
          resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
          read: (message) => {
            const answer = ParserAnswer.parse(message)
            if ('error' in answer) throw new WorkerLostError(answer.error)
            if ('refused' in answer) throw new InvalidError(answer.refused, answer.faults)
            return answer.value
          },
        }),
    })
  return async (question: unknown, signal?: AbortSignal): Promise<unknown> => {
    pool ??= open()
    try {
      return await pool.ask(question, signal)
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error
      throw new AppError(
        'too_large',
        `${what} takes more than ${deadlineMs / 1_000} s or ${memoryMb} MB of memory to read: send it in smaller parts`,
        { cause: error },
      )
    }
  }
}
