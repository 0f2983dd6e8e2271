import { openDatabase } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/platform/config/database-url.ts'
import { recordWorkerKill } from '#lib/runs/record-worker-kill.ts'

/** Records, over a connection of its own, that a worker of this machine was killed; see `recordWorkerKill`. */
export async function noteWorkerKill(pid: number, silentMs: number): Promise<void> {
  const { db, close } = openDatabase(requireDatabaseUrl(), { max: 1, name: 'earshot-supervisor' })
  try {
    await recordWorkerKill(db, pid, silentMs)
  } finally {
    await close()
  }
}
