import { log } from '#lib/platform/log.ts'
import { logUncaught } from '#lib/platform/processes/log-uncaught.ts'
import { runSupervisor } from '#workers/run-supervisor.ts'
import { superviseWorkers } from '#workers/supervisor.ts'

logUncaught()
const children = superviseWorkers({
  flags: process.execArgv,
  inGroup: true,
  log: (program, line) => log.error({ program }, line),
})
runSupervisor(children)
log.info({ programs: children.length }, 'worker supervisor started')
