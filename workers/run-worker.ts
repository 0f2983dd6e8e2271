import { openSql } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/platform/config/database-url.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { createExecutor } from '#workers/executor.ts'
import { openWorker } from '#workers/open-worker.ts'
import { Quarantine } from '#workers/quarantine.ts'
import { createLoadReader } from '#workers/read-load.ts'

/** From this many vanished workers on, an item is suspected of being the cause. */
const suspicious = 2

/** What executes items, in this process and in the program of suspects. */
type Means = { create: typeof createExecutor; quarantineProgram: URL }

/** The worker as a program: works until it is told to stop or its supervisor is gone, then drains and ends. */
export async function runWorker({ create, quarantineProgram }: Means): Promise<void> {
  const databaseUrl = requireDatabaseUrl()
  const sql = openSql(databaseUrl, { max: 2, name: 'earshot-plans' })
  const executor = create(sql)
  const quarantine = new Quarantine(quarantineProgram)
  const worker = await openWorker({
    databaseUrl,
    readLoad: createLoadReader(),
    execute: (item, signal) =>
      (item.crashes >= suspicious ? quarantine : executor).execute(item, signal),
  })

  let stopping = false
  async function stop(why: string): Promise<void> {
    if (stopping) return
    stopping = true
    log.info({ why, inFlight: worker.inFlight() }, 'stopping')
    try {
      await worker.stop(settings().WORKER_GRACE_SECONDS * 1_000)
      quarantine.close()
      await executor.close()
      await sql.end({ timeout: 5 })
      process.exit(0)
    } catch (error) {
      log.error({ err: errorMessage(error) }, 'could not stop cleanly')
      process.exit(1)
    }
  }

  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  // The supervisor is gone: nobody would restart or stop us any more.
  process.on('disconnect', () => void stop('the supervisor is gone'))
  process.send?.({ ready: true })
}
