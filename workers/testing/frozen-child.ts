import { answerParent } from '#workers/answer-parent.ts'
import { createFrozenExecutor } from '#workers/testing/frozen-executor.ts'

answerParent(createFrozenExecutor)
