import { settings } from '#lib/platform/config/settings.ts'
import { log } from '#lib/platform/log.ts'
import { logUncaught } from '#lib/platform/processes/log-uncaught.ts'
import { runSupervisor } from '#workers/run-supervisor.ts'
import { superviseIngest, superviseWorker } from '#workers/supervisor.ts'

logUncaught()
const { MIN_WORKERS: workers, WEBHOOK_PORT: webhookPort } = settings()
const children = Array.from({ length: workers }, (_, n) => superviseWorker(`worker ${n + 1}`))
if (webhookPort !== undefined) children.push(superviseIngest())
runSupervisor(children)
log.info({ workers }, 'worker supervisor started')
