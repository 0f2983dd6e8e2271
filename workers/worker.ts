import { enableCompileCache } from 'node:module'

import '#db/lean-imports.ts'

// Before anything else is loaded: stripped types and compiled code of the last start are taken from disk.
enableCompileCache()

const [{ createExecutor }, { runWorker }] = await Promise.all([
  import('#workers/executor.ts'),
  import('#workers/run-worker.ts'),
])

await runWorker({
  create: createExecutor,
  quarantineProgram: new URL('./quarantine-child.ts', import.meta.url),
})
