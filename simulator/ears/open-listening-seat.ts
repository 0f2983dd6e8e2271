import { Worker } from 'node:worker_threads'

import { errorMessage } from '#lib/errors.ts'
import { SeatLostError, type Seat } from '#lib/speech/tts/seat-pool.ts'

import { Answered, type Question, type Recognised } from './protocol.ts'

/** Starts a thread that recognises speech. While idle it does not keep the process alive. */
export function openListeningSeat(): Seat<Question, Recognised> {
  const worker = new Worker(new URL('./listening-thread.ts', import.meta.url), {
    execArgv: [],
    name: 'ears',
  })
  worker.unref()
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => undefined)
  worker.on('error', (error) => lost.reject(new SeatLostError(errorMessage(error))))
  worker.on('exit', (code) => lost.reject(new SeatLostError(`the ears ended with code ${code}`)))
  return {
    async ask(question) {
      const answered = Promise.withResolvers<unknown>()
      worker.ref()
      worker.once('message', answered.resolve)
      worker.postMessage(question)
      try {
        const answer = Answered.parse(await Promise.race([answered.promise, lost.promise]))
        if ('error' in answer) throw new Error(answer.error)
        return answer
      } finally {
        worker.off('message', answered.resolve)
        worker.unref()
      }
    },
    async close() {
      await worker.terminate()
    },
  }
}
