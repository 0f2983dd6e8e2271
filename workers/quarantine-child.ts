import '#db/lean-imports.ts'

import { answerParent } from '#workers/answer-parent.ts'

const { createExecutor } = await import('#workers/executor.ts')

answerParent(createExecutor)
