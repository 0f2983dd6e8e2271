import { availableParallelism, hostname } from 'node:os'

import type { Sql } from '#db/client.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { lookAtQueues } from '#lib/platform/jobs/look-at-queues.ts'
import { recentFrames } from '#lib/platform/metrics/metrics.ts'
import { createStorage } from '#lib/platform/storage/storage.ts'
import { reconcileRuns } from '#lib/runs/queue/reconcile-runs.ts'
import type { Consumers, Open } from '#workers/consumers.ts'
import { Presence } from '#workers/presence.ts'
import { quietly } from '#workers/quietly.ts'
import type { Load } from '#workers/read-load.ts'
import { StorageProbe } from '#workers/storage-probe.ts'
import { LoadWatch } from '#workers/watch-load.ts'

/** What is looked after at intervals, because no transaction announces it. */
export function startTimers(
  { sql, boss }: Open,
  { executions, consumers }: Consumers,
  sweepMs: number,
): NodeJS.Timeout[] {
  const lookAtJobs = quietly('look for due jobs', async () => {
    for (const { name, due, lapsed } of await lookAtQueues(sql)) {
      if (due) consumers.get(name)?.wake()
      // Of a worker that is gone: it waits again, or ends. At most once in `monitorIntervalSeconds`, whoever asks.
      if (lapsed) await boss.supervise(name)
    }
  })
  return [
    setInterval(lookAtJobs, 2_000),
    setInterval(
      quietly('look for what is not ours any more', () => executions.dropSuperseded()),
      sweepMs,
    ),
    setInterval(
      quietly('reconcile runs', () => reconcileRuns(sql, boss)),
      sweepMs * 3,
    ),
  ]
}

export type LoadOptions = {
  /** what this worker and its children use of the machine */
  readLoad: () => Load
  /** ms between looks at its load */
  loadMs?: number
}

/** A session of the worker's own, named for it: it lives as long as its process, and nothing else waits in it. */
export type Speaker = { id: string; session: string; sql: Sql }

/** What is executed holds the load; everything else goes on while a worker is over its limits. */
export function watchLoad(
  { sql, session, id }: Speaker,
  { executions: { claimer } }: Consumers,
  { readLoad, loadMs = 1_000 }: LoadOptions,
): { load: LoadWatch; presence: Presence; probe: StorageProbe } {
  const load = new LoadWatch({
    read: readLoad,
    limits: {
      cpuPercent: settings().EXECUTION_CPU_LIMIT_PERCENT,
      memoryMb: settings().EXECUTION_MEMORY_LIMIT_MB,
    },
    cores: availableParallelism(),
    everyMs: loadMs,
    onChange: (overloaded) => {
      claimer.pause(overloaded)
      tell()
    },
  })
  const presence = new Presence(sql, {
    id,
    hostname: hostname(),
    pid: process.pid,
    capacity: settings().WORKER_CONCURRENCY,
    session,
    inFlight: () => claimer.inFlight,
    detail: () => {
      const frames = recentFrames()
      return {
        ...load.detail,
        ...(probe.state && { storage: probe.state }),
        ...(frames && { frames }),
      }
    },
  })
  const tell = quietly('say how strained this worker is', () => presence.beat())
  const probe = new StorageProbe({ storage: createStorage(), onChange: tell })
  return { load, presence, probe }
}
