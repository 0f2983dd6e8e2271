import { Counter, Gauge, type Registry } from 'prom-client'

/** What is read from the database when Prometheus asks, so that it holds for all processes together. */
export type Snapshot = {
  /** executions by verdict since the beginning */
  executions: Record<string, number>
  /** waiting work by queue */
  queues: Record<string, number>
  /** s for which the oldest waiting work of each queue has been due; 0 when nothing waits */
  queueSeconds: Record<string, number>
  /** jobs that used up their tries, by queue */
  deadLetters: Record<string, number>
  /** reviews that wait for a person */
  openReviews: number
  /** worker processes seen of late */
  workers: number
  /** workers that were killed because they were silent, since the beginning */
  workerKills: number
  /** what each of them costs its machine, by `host:pid` */
  workerLoads: { worker: string; cpuPercent: number; rssBytes: number; overloaded: boolean }[]
  /** s since the oldest commit status that is still pending was told; 0 when none is */
  statusPendingSeconds: number
  /** s that the oldest notification has been due; 0 when none is */
  outboxSeconds: number
}

function define(registers: Registry[]) {
  return {
    executions: new Counter({
      name: 'test_executions_total',
      help: 'Executions that ended, by verdict',
      labelNames: ['result'] as const,
      registers,
    }),
    queues: new Gauge({
      name: 'queue_depth',
      help: 'Work that waits, by queue; executions that wait are in "execution.execute"',
      labelNames: ['queue'] as const,
      registers,
    }),
    queueAges: new Gauge({
      name: 'queue_oldest_seconds',
      help: 'For how long the oldest waiting work of a queue has been due',
      labelNames: ['queue'] as const,
      registers,
    }),
    deadLetters: new Gauge({
      name: 'queue_dead_letters',
      help: 'Jobs that used up their tries, by queue',
      labelNames: ['queue'] as const,
      registers,
    }),
    reviews: new Gauge({
      name: 'reviews_open',
      help: 'Executions that wait for a person',
      registers,
    }),
    workers: new Gauge({
      name: 'workers_alive',
      help: 'Worker processes seen in the last 30 s',
      registers,
    }),
    workerKills: new Counter({
      name: 'earshot_worker_kills_total',
      help: 'Workers that were killed because they did not answer',
      registers,
    }),
    statusPending: new Gauge({
      name: 'commit_status_pending_seconds',
      help: 'Age of the oldest commit status that is still pending',
      registers,
    }),
    outbox: new Gauge({
      name: 'outbox_oldest_seconds',
      help: 'For how long the oldest notification has been due',
      registers,
    }),
    ...defineLoads(registers),
  }
}

const defineLoads = (registers: Registry[]) => ({
  workerCpu: new Gauge({
    name: 'earshot_worker_cpu_percent',
    help: 'Share of all cores that a worker and its children use, averaged over 5 s',
    labelNames: ['worker'] as const,
    registers,
  }),
  workerRss: new Gauge({
    name: 'earshot_worker_rss_bytes',
    help: 'Resident memory of a worker and its children',
    labelNames: ['worker'] as const,
    registers,
  }),
  workerOverloaded: new Gauge({
    name: 'earshot_worker_overloaded',
    help: '1 while a worker takes no new executions because it is over a limit',
    labelNames: ['worker'] as const,
    registers,
  }),
})

/** Defines the metrics of a snapshot in `registry`; the returned function fills them. */
export function defineSnapshot(registry: Registry): (snapshot: Snapshot) => void {
  const metrics = define([registry])

  const setAll = (gauge: Gauge<'queue'>, values: Record<string, number>) => {
    gauge.reset()
    for (const [queue, value] of Object.entries(values)) gauge.set({ queue }, value)
  }
  const setLoads = (loads: Snapshot['workerLoads']) => {
    const { workerCpu, workerRss, workerOverloaded } = metrics
    for (const gauge of [workerCpu, workerRss, workerOverloaded]) gauge.reset()
    for (const { worker, cpuPercent, rssBytes, overloaded } of loads) {
      workerCpu.set({ worker }, cpuPercent)
      workerRss.set({ worker }, rssBytes)
      workerOverloaded.set({ worker }, overloaded ? 1 : 0)
    }
  }

  return (snapshot) => {
    metrics.executions.reset()
    for (const [result, value] of Object.entries(snapshot.executions))
      metrics.executions.inc({ result }, value)
    setAll(metrics.queues, snapshot.queues)
    setAll(metrics.queueAges, snapshot.queueSeconds)
    setAll(metrics.deadLetters, snapshot.deadLetters)
    metrics.reviews.set(snapshot.openReviews)
    metrics.workers.set(snapshot.workers)
    metrics.workerKills.reset()
    metrics.workerKills.inc(snapshot.workerKills)
    setLoads(snapshot.workerLoads)
    metrics.statusPending.set(snapshot.statusPendingSeconds)
    metrics.outbox.set(snapshot.outboxSeconds)
  }
}
