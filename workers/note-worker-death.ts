import { openDatabase } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/platform/config/database-url.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { markWorkerDead } from '#lib/platform/jobs/mark-worker-dead.ts'
import { log } from '#lib/platform/log.ts'

/** Tells the others, over a connection of its own, that a worker of this machine has died. They would miss it seconds later. */
export async function noteWorkerDeath(pid: number): Promise<void> {
  const { db, close } = openDatabase(requireDatabaseUrl(), { max: 1, name: 'earshot-supervisor' })
  try {
    await markWorkerDead(db, pid)
  } catch (error) {
    log.warn({ err: errorMessage(error), pid }, 'could not tell that a worker has died')
  } finally {
    await close()
  }
}
