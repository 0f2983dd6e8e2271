import { openThread } from '#lib/platform/processes/open-thread.ts'
import type { PoolWorker } from '#lib/platform/processes/worker-pool.ts'
import { Answered, type Question, type Recognised } from '#simulator/asr/protocol.ts'

/** Starts a thread that recognises speech. */
export const openRecogniserWorker = (): PoolWorker<Question, Recognised> =>
  openThread({
    program: new URL('./recogniser-thread.ts', import.meta.url),
    name: 'ears',
    read: (message) => {
      const answer = Answered.parse(message)
      if ('error' in answer) throw new Error(answer.error)
      return answer
    },
  })
