import { answerParent } from '#workers/answer-parent.ts'
import { createDeadlyExecutor } from '#workers/testing/deadly-executor.ts'

answerParent(createDeadlyExecutor)
