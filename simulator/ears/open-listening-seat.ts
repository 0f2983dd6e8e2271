import { Worker } from 'node:worker_threads'

import { createAnswerSlot } from '#lib/engines/speech/tts/answer-slot.ts'
import type { Seat } from '#lib/engines/speech/tts/seat-pool.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { Answered, type Question, type Recognised } from '#simulator/ears/protocol.ts'

/** Starts a thread that recognises speech. While idle it does not keep the process alive. */
export function openListeningSeat(): Seat<Question, Recognised> {
  const worker = new Worker(new URL('./listening-thread.ts', import.meta.url), {
    execArgv: [],
    name: 'ears',
  })
  const slot = createAnswerSlot<unknown>()
  worker.unref()
  worker.on('message', (message) => slot.answer(message))
  worker.on('error', (error) => slot.lose(errorMessage(error)))
  worker.on('exit', (code) => slot.lose(`the ears ended with code ${code}`))
  return {
    async ask(question) {
      worker.ref()
      try {
        const answer = Answered.parse(await slot.ask(() => worker.postMessage(question)))
        if ('error' in answer) throw new Error(answer.error)
        return answer
      } finally {
        worker.unref()
      }
    },
    async close() {
      await worker.terminate()
    },
  }
}
