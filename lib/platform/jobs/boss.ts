import { PgBoss, systemClock } from 'pg-boss'
import { Pool } from 'pg'

import { settings } from '#lib/platform/config/settings.ts'
import { catalog, deadLetterOf, jobNames } from '#lib/platform/jobs/catalog.ts'
import { log } from '#lib/platform/log.ts'

type Options = {
  /** Watches heartbeats and retention, runs cron: true in workers, false where jobs are only sent. */
  supervise: boolean
  /** connections */
  max?: number
}

export type Boss = PgBoss

// `pg` throws from an event when its server dies unless both pool and client have a listener.
function openPool(url: string, max: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    application_name: `${settings().PROCESS_NAME}-jobs`,
    connectionTimeoutMillis: settings().DATABASE_POOL_TIMEOUT * 1_000,
  })
  const note = (error: Error) => log.warn({ err: error.message }, 'a job-queue connection broke')
  pool.on('error', note)
  pool.on('connect', (client) => client.on('error', note))
  return pool
}

async function ensureQueues(boss: PgBoss): Promise<void> {
  for (const name of jobNames) {
    const { queue } = catalog[name]
    const dead = deadLetterOf(name)
    await boss.createQueue(dead, { deleteAfterSeconds: 0, retentionSeconds: 365 * 86_400 })
    await boss.createQueue(name, { ...queue, deadLetter: dead })
    await boss.updateQueue(name, { ...queue, deadLetter: dead })
  }
}

/**
 * Starts pg-boss on `url` with all queues of the catalog. Safe to call in several processes at once.
 * Stop it with `close()`; jobs still under way return to the queue when their heartbeat ends.
 */
export async function openBoss(
  url: string,
  { supervise, max = 4 }: Options,
): Promise<{ boss: Boss; close(): Promise<void> }> {
  const pool = openPool(url, max)
  const startedAt = Date.now() - performance.now()
  const boss = new PgBoss({
    // Measured against the database once, it stays right when somebody sets the clock of this machine.
    clock: { ...systemClock, now: () => startedAt + performance.now() },
    db: { executeSql: (text, values) => pool.query(text, values) },
    supervise,
    schedule: supervise,
    // A dozen statements: jobs of dead workers do not wait for it (`lookAtQueues`).
    superviseIntervalSeconds: 60,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 300,
    // No job of ours waits for others.
    flowIntervalSeconds: 3_600,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  boss.on('error', (error) => log.warn({ err: error.message }, 'the job queue reported a fault'))
  await boss.start()
  await ensureQueues(boss)
  if (supervise)
    for (const name of jobNames) {
      const job = catalog[name]
      if ('cron' in job) await boss.schedule(name, job.cron, {}, { tz: 'UTC' })
    }
  return {
    boss,
    close: async () => {
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}
