import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What is read from the database when Prometheus asks, so that it holds for all processes together. */
export type Snapshot = {
  /** executions by verdict since the beginning */
  executions: Record<string, number>
  /** waiting work by queue */
  queues: Record<string, number>
  /** jobs that used up their tries, by queue */
  deadLetters: Record<string, number>
  /** reviews that wait for a person */
  openReviews: number
  /** worker processes seen of late */
  workers: number
}

function define() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    responses: new Histogram({
      name: 'api_response_time_seconds',
      help: 'Time from a request to its answer, by route',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    streams: new Gauge({
      name: 'event_streams',
      help: 'Open event streams of this process',
      registers,
    }),
    executions: new Counter({
      name: 'test_executions_total',
      help: 'Executions that ended, by verdict',
      labelNames: ['result'] as const,
      registers,
    }),
    queues: new Gauge({
      name: 'queue_depth',
      help: 'Work that waits, by queue; "items" are run items not yet handed to a worker',
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
  }
}

// prom-client refuses a second metric of one name, and a bundler may load this module more than once.
const holder = globalThis as typeof globalThis & { earshotMetrics?: ReturnType<typeof define> }
const metrics = (holder.earshotMetrics ??= define())

/** `route` is the pattern (`/api/v1/runs/:id`), never the address, so that the series stay few. */
export function observeResponse(
  labels: { method: string; route: string; status: number },
  seconds: number,
): void {
  metrics.responses.observe(labels, seconds)
}

export function countStreams(change: 1 | -1): void {
  metrics.streams.inc(change)
}

function setAll(gauge: Gauge<'queue'>, values: Record<string, number>): void {
  gauge.reset()
  for (const [queue, value] of Object.entries(values)) gauge.set({ queue }, value)
}

/** Prometheus text (version 0.0.4): this process's own metrics with `snapshot` filled in. */
export async function renderMetrics(
  snapshot: Snapshot,
): Promise<{ contentType: string; text: string }> {
  metrics.executions.reset()
  for (const [result, value] of Object.entries(snapshot.executions))
    metrics.executions.inc({ result }, value)
  setAll(metrics.queues, snapshot.queues)
  setAll(metrics.deadLetters, snapshot.deadLetters)
  metrics.reviews.set(snapshot.openReviews)
  metrics.workers.set(snapshot.workers)
  return { contentType: metrics.registry.contentType, text: await metrics.registry.metrics() }
}
