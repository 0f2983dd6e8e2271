import { parentPort } from 'node:worker_threads'

import { AppError, errorMessage } from '#lib/platform/errors.ts'
import type { ParserAnswer } from '#lib/platform/parsing/protocol.ts'

async function answerTo(
  read: (question: unknown) => unknown,
  question: unknown,
): Promise<ParserAnswer> {
  try {
    return { value: await read(question) }
  } catch (error) {
    if (error instanceof AppError) return { refused: error.message, faults: error.faults }
    // Readers descend into what they read, and what is nested too deeply ends them so.
    if (error instanceof RangeError) return { refused: 'It is nested too deeply', faults: [] }
    return { error: errorMessage(error) }
  }
}

/** The whole of a parser's thread: one question, one answer, in order. */
export function serveQuestions(read: (question: unknown) => unknown): void {
  parentPort?.on('message', (question: unknown) => {
    void answerTo(read, question).then((answer) => parentPort?.postMessage(answer))
  })
}
