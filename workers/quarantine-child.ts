import { answerParent } from './answer-parent.ts'
import { createExecutor } from './executor.ts'

answerParent(createExecutor)
