import '#db/lean-imports.ts'

import { logUncaught } from '#lib/platform/processes/log-uncaught.ts'
import { answerParent } from '#workers/answer-parent.ts'

logUncaught()
const { createExecutor } = await import('#workers/executor.ts')

answerParent(createExecutor)
