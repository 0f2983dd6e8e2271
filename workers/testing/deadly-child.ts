import { answerParent } from '../answer-parent.ts'
import { createDeadlyExecutor } from './deadly-executor.ts'

answerParent(createDeadlyExecutor)
