import { settings } from '#lib/platform/config/settings.ts'
import { log } from '#lib/platform/log.ts'
import { ingestProgram, Supervisor } from '#workers/supervisor.ts'

const supervisors = [new Supervisor(settings().MIN_WORKERS)]
if (settings().WEBHOOK_PORT !== undefined) supervisors.push(new Supervisor(1, ingestProgram))

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  const limitMs = (settings().WORKER_GRACE_SECONDS + 7) * 1_000
  await Promise.all(supervisors.map((supervisor) => supervisor.stop(limitMs)))
  process.exit(0)
}

process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
process.on('disconnect', () => void stop())
log.info({ workers: settings().MIN_WORKERS }, 'worker supervisor started')
