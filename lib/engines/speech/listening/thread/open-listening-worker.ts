import type { ExaminedReply } from '#lib/engines/speech/listening/examine-reply.ts'
import {
  ListeningAnswer,
  type ListeningQuestion,
} from '#lib/engines/speech/listening/thread/protocol.ts'
import { openThread } from '#lib/platform/processes/open-thread.ts'
import { WorkerLostError, type PoolWorker } from '#lib/platform/processes/worker-pool.ts'

/** Starts a thread that listens to replies; samples go over to it and are no longer here. */
export function openListeningWorker(
  program = new URL('./listening-thread.ts', import.meta.url),
): PoolWorker<ListeningQuestion, ExaminedReply> {
  return openThread({
    program,
    name: 'listening',
    transfer: ({ reply, said }) => [reply.pcm.buffer, ...(said ? [said.pcm.buffer] : [])],
    read: (message) => {
      const answer = ListeningAnswer.parse(message)
      if ('error' in answer) throw new WorkerLostError(answer.error)
      return answer.examined
    },
  })
}
