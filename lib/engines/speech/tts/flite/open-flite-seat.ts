import { Worker } from 'node:worker_threads'

import type { Clip } from '#lib/engines/speech/clip.ts'
import { createAnswerSlot } from '#lib/engines/speech/tts/answer-slot.ts'
import { FliteAnswer, type FliteQuestion } from '#lib/engines/speech/tts/flite/flite-protocol.ts'
import { SeatLostError, type Seat } from '#lib/engines/speech/tts/seat-pool.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** Starts a thread that speaks English with Flite. While idle it does not keep the process alive. */
export function openFliteSeat(): Seat<FliteQuestion, Clip> {
  const worker = new Worker(new URL('./flite-thread.ts', import.meta.url), {
    execArgv: [],
    name: 'flite',
  })
  worker.unref()
  const slot = createAnswerSlot<unknown>()
  worker.on('message', (message: unknown) => slot.answer(message))
  worker.on('error', (error) => slot.lose(errorMessage(error)))
  worker.on('exit', (code) => slot.lose(`the speech thread ended with code ${code}`))

  async function ask(question: FliteQuestion): Promise<Clip> {
    worker.ref()
    try {
      const answer = FliteAnswer.parse(await slot.ask(() => worker.postMessage(question)))
      if ('error' in answer) throw new SeatLostError(answer.error)
      return answer
    } finally {
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
