import { env } from '#lib/config/env.ts'
import { log } from '#lib/log.ts'

import { Supervisor } from './supervisor.ts'

const supervisor = new Supervisor(env.MIN_WORKERS)

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await supervisor.stop((env.WORKER_GRACE_SECONDS + 7) * 1_000)
  process.exit(0)
}

process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
process.on('disconnect', () => void stop())
log.info({ workers: env.MIN_WORKERS }, 'worker supervisor started')
