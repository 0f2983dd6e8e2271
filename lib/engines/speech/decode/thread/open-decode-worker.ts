import {
  DecodeAnswer,
  type DecodeQuestion,
  type ThreadDecoded,
} from '#lib/engines/speech/decode/thread/protocol.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'
import { openThread } from '#lib/platform/processes/open-thread.ts'
import { WorkerLostError, type PoolWorker } from '#lib/platform/processes/worker-pool.ts'

const inTree = 'lib/engines/speech/decode/thread/decode-thread.ts'

/** Starts a thread that decodes; its heap is bounded, and what it makes is bounded by each question. */
export function openDecodeWorker(): PoolWorker<DecodeQuestion, ThreadDecoded> {
  return openThread({
    program: threadProgram(import.meta.dirname, inTree),
    name: 'audio decoding',
    // A message carries the whole memory that a view looks at.
    write: (question) => ({ ...question, bytes: new Uint8Array(question.bytes) }),
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
    read: (message) => {
      const answer = DecodeAnswer.parse(message)
      if ('refused' in answer) throw new UnreadableAudioError(answer.refused)
      if ('error' in answer) throw new WorkerLostError(answer.error)
      return answer
    },
  })
}
