import { env } from '#lib/platform/config/env.ts'
import { log } from '#lib/platform/log.ts'
import { ingestProgram, Supervisor } from '#workers/supervisor.ts'

const supervisors = [new Supervisor(env.MIN_WORKERS)]
if (env.WEBHOOK_PORT !== undefined) supervisors.push(new Supervisor(1, ingestProgram))

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  const limitMs = (env.WORKER_GRACE_SECONDS + 7) * 1_000
  await Promise.all(supervisors.map((supervisor) => supervisor.stop(limitMs)))
  process.exit(0)
}

process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
process.on('disconnect', () => void stop())
log.info({ workers: env.MIN_WORKERS }, 'worker supervisor started')
