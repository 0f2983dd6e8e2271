import { Worker } from 'node:worker_threads'

import { errorMessage } from '#lib/errors.ts'

import type { Clip } from '../../types.ts'
import { SeatLostError, type Seat } from '../seat-pool.ts'
import { FliteAnswer, type FliteQuestion } from './flite-protocol.ts'

/** Starts a thread that speaks English with Flite. While idle it does not keep the process alive. */
export function openFliteSeat(): Seat<FliteQuestion, Clip> {
  const worker = new Worker(new URL('./flite-thread.ts', import.meta.url), {
    execArgv: [],
    name: 'flite',
  })
  worker.unref()
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => undefined)
  worker.on('error', (error) => lost.reject(new SeatLostError(errorMessage(error))))
  worker.on('exit', (code) =>
    lost.reject(new SeatLostError(`the speech thread ended with code ${code}`)),
  )

  async function ask(question: FliteQuestion): Promise<Clip> {
    const answered = Promise.withResolvers<unknown>()
    worker.ref()
    worker.once('message', answered.resolve)
    worker.postMessage(question)
    try {
      const answer = FliteAnswer.parse(await Promise.race([answered.promise, lost.promise]))
      if ('error' in answer) throw new SeatLostError(answer.error)
      return answer
    } finally {
      worker.off('message', answered.resolve)
      worker.unref()
    }
  }

  return {
    ask,
    async close() {
      await worker.terminate()
    },
  }
}
