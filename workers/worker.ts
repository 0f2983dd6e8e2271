import { createExecutor } from './executor.ts'
import { runWorker } from './run-worker.ts'

await runWorker({
  create: createExecutor,
  quarantineProgram: new URL('./quarantine-child.ts', import.meta.url),
})
