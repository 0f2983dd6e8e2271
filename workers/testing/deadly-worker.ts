import { runWorker } from '#workers/run-worker.ts'
import { createDeadlyExecutor } from '#workers/testing/deadly-executor.ts'

await runWorker({
  create: createDeadlyExecutor,
  quarantineProgram: new URL('./deadly-child.ts', import.meta.url),
})
