import { parentPort } from 'node:worker_threads'

import { decodeContained } from '#lib/engines/speech/decode/thread/decode-contained.ts'
import { type DecodeAnswer, DecodeQuestion } from '#lib/engines/speech/decode/thread/protocol.ts'
import { errorMessage, InvalidError } from '#lib/platform/errors.ts'

/** Worker thread: one question, one answer, in order. Decoders write what they complain of to the console: to nobody. */
globalThis.console.error = () => undefined

async function answerTo(message: unknown): Promise<DecodeAnswer> {
  try {
    return await decodeContained(DecodeQuestion.parse(message))
  } catch (error) {
    return error instanceof InvalidError
      ? { refused: error.message }
      : { error: errorMessage(error) }
  }
}

parentPort?.on('message', (message: unknown) => {
  void answerTo(message).then((answer) =>
    parentPort?.postMessage(answer, 'pcm' in answer ? [answer.pcm.buffer as ArrayBuffer] : []),
  )
})
