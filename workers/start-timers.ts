import { availableParallelism, hostname } from 'node:os'

import { settings } from '#lib/platform/config/settings.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import { dueQueues } from '#lib/platform/jobs/due-queues.ts'
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
  { scheduler, executions, consumers }: Consumers,
  presence: Presence,
  sweepMs: number,
): NodeJS.Timeout[] {
  const sweep = quietly('look for waiting items', async () => {
    await scheduler.sweep()
    await executions.cancelMissed()
  })
  const wakeDue = quietly('look for due jobs', async () => {
    for (const name of await dueQueues(sql)) consumers.get(name)?.wake()
  })
  return [
    setInterval(wakeDue, 2_000),
    setInterval(sweep, sweepMs),
    setInterval(
      quietly('reconcile runs', () => reconcileRuns(sql, boss)),
      sweepMs * 3,
    ),
    setInterval(
      quietly('say that this worker lives', () => presence.beat()),
      5_000,
    ),
  ]
}

export type LoadOptions = {
  /** what this worker and its children use of the machine */
  readLoad: () => Load
  /** ms between looks at its load */
  loadMs?: number
}

/** What is executed holds the load; everything else goes on while a worker is over its limits. */
export function watchLoad(
  { sql }: Open,
  { executions }: Consumers,
  { readLoad, loadMs = 1_000 }: LoadOptions,
  id: string,
): { load: LoadWatch; presence: Presence; probe: StorageProbe } {
  const { dispatcher } = executions
  const load = new LoadWatch({
    read: readLoad,
    limits: {
      cpuPercent: settings().EXECUTION_CPU_LIMIT_PERCENT,
      memoryMb: settings().EXECUTION_MEMORY_LIMIT_MB,
    },
    cores: availableParallelism(),
    everyMs: loadMs,
    onChange: (overloaded) => {
      dispatcher.pause(overloaded)
      tell()
    },
  })
  const presence = new Presence(sql, {
    id,
    hostname: hostname(),
    pid: process.pid,
    capacity: catalog['execution.execute'].concurrency,
    inFlight: () => dispatcher.inFlight,
    detail: () => ({ ...load.detail, ...(probe.state && { storage: probe.state }) }),
  })
  const tell = quietly('say how strained this worker is', () => presence.beat())
  const probe = new StorageProbe({ storage: createStorage(), onChange: tell })
  return { load, presence, probe }
}
