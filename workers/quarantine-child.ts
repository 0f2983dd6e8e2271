import '#db/lean-imports.ts'

import { answerParent } from './answer-parent.ts'

const { createExecutor } = await import('./executor.ts')

answerParent(createExecutor)
