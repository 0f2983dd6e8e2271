// Judges what may take long, so that it can be ended: an event loop that judges hears nobody.
import { parentPort } from 'node:worker_threads'

import type { JudgingAnswer, JudgingQuestion } from '#lib/engines/validation/thread/protocol.ts'
import { validateExecution } from '#lib/engines/validation/validate.ts'
import { errorMessage } from '#lib/platform/errors.ts'

function answerTo(question: JudgingQuestion): JudgingAnswer {
  try {
    return { validation: validateExecution(question) }
  } catch (error) {
    return { error: errorMessage(error) }
  }
}

parentPort?.on('message', (question: JudgingQuestion) => {
  parentPort?.postMessage(answerTo(question))
})
