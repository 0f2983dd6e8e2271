import { parentPort } from 'node:worker_threads'

import { examineReply } from '#lib/engines/speech/listening/examine-reply.ts'
import {
  type ListeningAnswer,
  ListeningQuestion,
} from '#lib/engines/speech/listening/thread/protocol.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** Worker thread: one question, one answer, in order. */
async function answerTo(message: unknown): Promise<ListeningAnswer> {
  try {
    const { reply, said } = ListeningQuestion.parse(message)
    return { examined: await examineReply(reply, said) }
  } catch (error) {
    return { error: errorMessage(error) }
  }
}

parentPort?.on('message', (message: unknown) => {
  void answerTo(message).then((answer) =>
    parentPort?.postMessage(answer, 'examined' in answer ? [answer.examined.wav.buffer] : []),
  )
})
