import { availableParallelism, hostname } from 'node:os'

import { v7 as uuidv7 } from 'uuid'

import { openDatabase, openSql } from '#db/client.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { catalog, jobNames } from '#lib/platform/jobs/catalog.ts'
import type { Dispatcher } from '#lib/platform/jobs/dispatcher.ts'
import { dueQueues } from '#lib/platform/jobs/due-queues.ts'
import { jobsChannel, provideBoss } from '#lib/platform/jobs/enqueue.ts'
import { log } from '#lib/platform/log.ts'
import { cancelChannel } from '#lib/runs/cancel-run.ts'
import { admitChannel } from '#lib/runs/queue/admit-items.ts'
import { reconcileRuns } from '#lib/runs/queue/reconcile-runs.ts'
import { Admission } from '#workers/admission.ts'
import { openExecutionLane, type Execute } from '#workers/execution-lane.ts'
import { openJobLane } from '#workers/job-lane.ts'
import { ManagedIntegrations } from '#workers/managed-integrations.ts'
import { Presence } from '#workers/presence.ts'
import type { Load } from '#workers/read-load.ts'
import type { HandledJob, Tools } from '#workers/types.ts'
import { LoadWatch } from '#workers/watch-load.ts'

export type Worker = {
  id: string
  inFlight(): number
  /** Finishes what is under way (up to `graceMs`), hands back the rest, and closes everything. */
  stop(graceMs: number): Promise<void>
}

type Options = {
  databaseUrl: string
  execute: Execute
  /** what this worker and its children use of the machine */
  readLoad: () => Load
  /** ms between looks at what no transaction announced */
  sweepMs?: number
  /** ms between looks at its load */
  loadMs?: number
}

const quietly = (what: string, work: () => Promise<unknown>) => () =>
  void work().catch((error: unknown) => log.warn({ err: errorMessage(error) }, `could not ${what}`))

type Open = Omit<Tools, 'admit'>

function openLanes(open: Open, execute: Execute) {
  const lanes = new Map<string, Dispatcher>()
  const admission = new Admission(open.sql, open.boss, () => lanes.get('execution.execute')?.wake())
  const tools: Tools = { ...open, admit: (organizationId) => admission.admit(organizationId) }
  const executions = openExecutionLane(tools, execute)
  lanes.set('execution.execute', executions.dispatcher)
  for (const name of jobNames)
    if (name !== 'execution.execute') lanes.set(name, openJobLane(tools, name satisfies HandledJob))
  return { lanes, admission, executions }
}

async function listen(
  { sql }: Open,
  { lanes, admission, executions }: ReturnType<typeof openLanes>,
) {
  const wakeAll = () => lanes.forEach((lane) => lane.wake())
  return Promise.all([
    // After a lost connection nobody knows what was missed.
    sql.listen(jobsChannel, (queue) => lanes.get(queue)?.wake(), wakeAll),
    sql.listen(admitChannel, (organizationId) => admission.admit(organizationId)),
    sql.listen(
      cancelChannel,
      (runId) => executions.cancelRun(runId),
      quietly('look for cancelled runs', () => executions.cancelMissed()),
    ),
  ])
}

/** What is looked after at intervals, because no transaction announces it. */
function startTimers(
  { sql, boss }: Open,
  { admission, executions, lanes }: ReturnType<typeof openLanes>,
  presence: Presence,
  sweepMs: number,
): NodeJS.Timeout[] {
  const sweep = quietly('look for waiting items', async () => {
    await admission.sweep()
    await executions.cancelMissed()
  })
  const wakeDue = quietly('look for due jobs', async () => {
    for (const name of await dueQueues(sql)) lanes.get(name)?.wake()
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

/** What is executed holds the load; everything else goes on while a worker is over its limits. */
function watchLoad(
  { sql }: Open,
  { executions }: ReturnType<typeof openLanes>,
  { readLoad, loadMs = 1_000 }: Options,
  id: string,
): { load: LoadWatch; presence: Presence } {
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
      quietly('say how strained this worker is', () => presence.beat())()
    },
  })
  const presence = new Presence(sql, {
    id,
    hostname: hostname(),
    pid: process.pid,
    capacity: catalog['execution.execute'].concurrency,
    inFlight: () => dispatcher.inFlight,
    detail: () => load.detail,
  })
  return { load, presence }
}

/** Starts a worker: its queues, its listener, its heartbeat. It takes work at once. */
export async function openWorker(options: Options): Promise<Worker> {
  const { databaseUrl, execute, sweepMs = 5_000 } = options
  const id = uuidv7()
  const sql = openSql(databaseUrl, { max: 6, name: 'earshot-worker' })
  const database = openDatabase(databaseUrl, { max: 4, name: 'earshot-worker' })
  const jobs = await openBoss(databaseUrl, { supervise: true })
  provideBoss(jobs.boss)
  const open = { sql, db: database.db, boss: jobs.boss }
  const work = openLanes(open, execute)
  const { admission } = work
  const { dispatcher } = work.executions
  const listeners = await listen(open, work)
  const { load, presence } = watchLoad(open, work, options, id)
  await presence.beat()
  const managed = new ManagedIntegrations(open)
  const timers = startTimers(open, work, presence, sweepMs)
  await admission.sweep()
  log.info({ worker: id }, 'worker ready')

  return {
    id,
    inFlight: () => dispatcher.inFlight,
    stop: async (graceMs) => {
      timers.forEach(clearInterval)
      admission.close()
      load.close()
      await managed.close()
      quietly('say that this worker leaves', () => presence.leaving())()
      await Promise.all([...work.lanes.values()].map((lane) => lane.drain(graceMs)))
      await Promise.all(listeners.map((listener) => listener.unlisten()))
      await presence.leave()
      await jobs.close()
      provideBoss(undefined)
      await database.close()
      await sql.end({ timeout: 5 })
      log.info({ worker: id }, 'worker stopped')
    },
  }
}
