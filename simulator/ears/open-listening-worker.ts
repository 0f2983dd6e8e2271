import { openThread } from '#lib/platform/processes/open-thread.ts'
import type { PoolWorker } from '#lib/platform/processes/worker-pool.ts'
import { Answered, type Question, type Recognised } from '#simulator/ears/protocol.ts'

/** Starts a thread that recognises speech. */
export const openListeningWorker = (): PoolWorker<Question, Recognised> =>
  openThread({
    program: new URL('./listening-thread.ts', import.meta.url),
    name: 'ears',
    read: (message) => {
      const answer = Answered.parse(message)
      if ('error' in answer) throw new Error(answer.error)
      return answer
    },
  })
