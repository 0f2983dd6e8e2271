import type { Clip } from '#lib/engines/speech/clip.ts'
import { FliteAnswer, type FliteQuestion } from '#lib/engines/speech/tts/flite/flite-protocol.ts'
import { openThread } from '#lib/platform/processes/open-thread.ts'
import { WorkerLostError, type PoolWorker } from '#lib/platform/processes/worker-pool.ts'

/** Starts a thread that speaks English with Flite. */
export const openFliteWorker = (): PoolWorker<FliteQuestion, Clip> =>
  openThread({
    program: new URL('./flite-thread.ts', import.meta.url),
    name: 'flite',
    read: (message) => {
      const answer = FliteAnswer.parse(message)
      if ('error' in answer) throw new WorkerLostError(answer.error)
      return answer
    },
  })
