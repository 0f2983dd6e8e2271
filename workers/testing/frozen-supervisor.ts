import { fileURLToPath } from 'node:url'

import { runSupervisor } from '#workers/run-supervisor.ts'
import { superviseWorker } from '#workers/supervisor.ts'

runSupervisor([
  superviseWorker(
    'worker 1',
    {
      flags: process.execArgv,
      inGroup: true,
      log: (_name, line) => process.stderr.write(`${line}\n`),
    },
    fileURLToPath(new URL('./frozen-worker.ts', import.meta.url)),
  ),
])
process.send?.({ ready: true })
