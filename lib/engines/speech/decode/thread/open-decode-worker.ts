import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import {
  DecodeAnswer,
  type DecodeQuestion,
  type ThreadDecoded,
} from '#lib/engines/speech/decode/thread/protocol.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'
import { openThread } from '#lib/platform/processes/open-thread.ts'
import { WorkerLostError, type PoolWorker } from '#lib/platform/processes/worker-pool.ts'

const inTree = 'lib/engines/speech/decode/thread/decode-thread.ts'

/** The thread's program beside this module, or under the working directory where this module is bundled into a page. */
function programOf(): URL {
  const here = import.meta.dirname as string | undefined
  const beside = here === undefined ? '' : path.join(here, 'decode-thread.ts')
  return existsSync(beside)
    ? pathToFileURL(beside)
    : pathToFileURL(path.join(/* turbopackIgnore: true */ process.cwd(), inTree))
}

/** Starts a thread that decodes; its heap is bounded, and what it makes is bounded by each question. */
export function openDecodeWorker(): PoolWorker<DecodeQuestion, ThreadDecoded> {
  return openThread({
    program: programOf(),
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
