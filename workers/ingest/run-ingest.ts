import { openDatabase, openSql } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/platform/config/database-url.ts'
import { requireOwnKeys } from '#lib/platform/config/require-own-keys.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'
import { log } from '#lib/platform/log.ts'
import { WebhookReceiver } from '#lib/webhooks/webhook-receiver.ts'
import { countForAll } from '#workers/count-for-all.ts'
import { serveIngest } from '#workers/ingest/serve-ingest.ts'

/** The webhook receiver as a program: receives until it is told to stop, then answers what has arrived and ends. */
export async function runIngest(): Promise<void> {
  requireOwnKeys()
  const url = requireDatabaseUrl()
  const database = openDatabase(url, { max: 4, name: 'earshot-ingest' })
  const sql = openSql(url, { max: 1, name: 'earshot-ingest' })
  const jobs = await openBoss(url, { supervise: false, max: 2 })
  provideBoss(jobs.boss)
  const receiver = new WebhookReceiver({ db: () => database.db })
  const ingest = await serveIngest(receiver, {
    host: settings().API_HOST,
    port: settings().WEBHOOK_PORT ?? 0,
  })
  const counts = await countForAll(sql)
  log.info({ port: ingest.port }, 'webhook receiver open')

  let stopping = false
  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    try {
      await ingest.close()
      await counts.close()
      await jobs.close()
      await database.close()
      await sql.end({ timeout: 5 })
      process.exit(0)
    } catch (error) {
      log.error({ err: errorMessage(error) }, 'the webhook receiver could not close cleanly')
      process.exit(1)
    }
  }

  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  process.on('disconnect', () => void stop())
  process.send?.({ ready: true, port: ingest.port })
}
