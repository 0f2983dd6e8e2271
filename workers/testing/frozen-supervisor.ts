import { fileURLToPath } from 'node:url'

import { runSupervisor } from '#workers/run-supervisor.ts'
import { superviseWorker } from '#workers/supervisor.ts'

runSupervisor([
  superviseWorker(
    'worker 1',
    {
      flags: process.execArgv,
      env: process.env,
      inGroup: true,
      log: (_name, line) => console.error(line),
    },
    fileURLToPath(new URL('./frozen-worker.ts', import.meta.url)),
  ),
])
process.send?.({ ready: true })
