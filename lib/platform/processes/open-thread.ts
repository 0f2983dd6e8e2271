import { type ResourceLimits, type Transferable, Worker } from 'node:worker_threads'

import { errorMessage } from '#lib/platform/errors.ts'
import { createAnswerSlot } from '#lib/platform/processes/answer-slot.ts'
import type { PoolWorker } from '#lib/platform/processes/worker-pool.ts'

type ThreadOptions<Q, A> = {
  program: URL
  /** shown by debuggers and in error messages */
  name: string
  /** the message that asks the question */
  write?: (question: Q) => unknown
  /** memory that goes over to the thread instead of being copied: nobody here may look at it afterwards */
  transfer?: (question: Q) => Transferable[]
  /** of the thread's own heap; memory of WebAssembly and typed arrays is not part of it */
  resourceLimits?: ResourceLimits
  /** Reads an answer, or throws what the thread says went wrong. */
  read: (message: unknown) => A
}

/** Starts a thread that answers one question at a time. While idle it does not keep the process alive. */
export function openThread<Q, A>({
  program,
  name,
  write = (question) => question,
  transfer = () => [],
  resourceLimits = {},
  read,
}: ThreadOptions<Q, A>): PoolWorker<Q, A> {
  const worker = new Worker(program, { execArgv: [], name, resourceLimits })
  worker.unref()
  const slot = createAnswerSlot<unknown>()
  worker.on('message', (message: unknown) => slot.answer(message))
  worker.on('error', (error) => slot.lose(errorMessage(error)))
  worker.on('exit', (code) => slot.lose(`the thread ${name} ended with code ${code}`))
  return {
    async ask(question) {
      worker.ref()
      try {
        const message = write(question)
        return read(await slot.ask(() => worker.postMessage(message, transfer(question))))
      } finally {
        worker.unref()
      }
    },
    async close() {
      await worker.terminate()
    },
  }
}
