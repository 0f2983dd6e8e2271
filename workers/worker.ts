import { enableCompileCache } from 'node:module'

import '#db/lean-imports.ts'
import '#lib/platform/processes/lean-zod.ts'

// Before anything else is loaded: stripped types and compiled code of the last start are taken from disk.
enableCompileCache()

const [{ createExecutor }, { runWorker }, { logUncaught }] = await Promise.all([
  import('#workers/executor.ts'),
  import('#workers/run-worker.ts'),
  import('#lib/platform/processes/log-uncaught.ts'),
])

logUncaught()
await runWorker({
  create: createExecutor,
  quarantineProgram: new URL('./quarantine-child.ts', import.meta.url),
})
