import { runWorker } from '../run-worker.ts'
import { createDeadlyExecutor } from './deadly-executor.ts'

await runWorker({
  create: createDeadlyExecutor,
  quarantineProgram: new URL('./deadly-child.ts', import.meta.url),
})
