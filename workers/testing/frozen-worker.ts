import { runWorker } from '#workers/run-worker.ts'
import { createFrozenExecutor } from '#workers/testing/frozen-executor.ts'

await runWorker({
  create: createFrozenExecutor,
  quarantineProgram: new URL('./frozen-child.ts', import.meta.url),
})
