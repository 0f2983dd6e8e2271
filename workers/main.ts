import { settings } from '#lib/platform/config/settings.ts'
import { log } from '#lib/platform/log.ts'
import { ingestProgram, supervise } from '#workers/supervisor.ts'

const { MIN_WORKERS: workers, WEBHOOK_PORT: webhookPort } = settings()
const children = Array.from({ length: workers }, (_, n) => supervise(`worker ${n + 1}`))
if (webhookPort !== undefined) children.push(supervise('webhook receiver', ingestProgram))

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  const limitMs = (settings().WORKER_GRACE_SECONDS + 7) * 1_000
  await Promise.all(children.map((child) => child.stop(limitMs)))
  process.exit(0)
}

process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
process.on('disconnect', () => void stop())
log.info({ workers }, 'worker supervisor started')
