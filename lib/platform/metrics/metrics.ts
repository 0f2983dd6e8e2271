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
  /** what each of them costs its machine, by `host:pid` */
  workerLoads: { worker: string; cpuPercent: number; rssBytes: number; overloaded: boolean }[]
  /** s since the oldest commit status that is still pending was told; 0 when none is */
  statusPendingSeconds: number
  /** s that the oldest notification has been due; 0 when none is */
  outboxSeconds: number
}

/** What is read from the database when it is asked for. */
const defineSnapshot = (registers: Registry[]) => ({
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
})

/** What goes between other systems and this process. */
const defineIntegrations = (registers: Registry[]) => ({
  deliveries: new Counter({
    name: 'webhook_deliveries_total',
    help: 'Webhooks received, by provider and how they were answered',
    labelNames: ['provider', 'outcome'] as const,
    registers,
  }),
  acknowledgements: new Histogram({
    name: 'webhook_ack_seconds',
    help: 'Time from a webhook to its answer',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  }),
  signatureFailures: new Counter({
    name: 'webhook_signature_failures_total',
    help: 'Webhooks refused because they could not be verified',
    labelNames: ['provider', 'reason'] as const,
    registers,
  }),
  integrationRequests: new Counter({
    name: 'integration_requests_total',
    help: 'Calls to other systems; code_class is 2xx, 4xx, 5xx or the class of the fault',
    labelNames: ['integration', 'operation', 'code_class'] as const,
    registers,
  }),
  integrationSeconds: new Histogram({
    name: 'integration_request_seconds',
    help: 'Time of calls to other systems',
    labelNames: ['integration', 'operation'] as const,
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  }),
  circuits: new Gauge({
    name: 'integration_circuit_open',
    help: 'Connections of a kind whose breaker is open in this process',
    labelNames: ['integration'] as const,
    registers,
  }),
  notifications: new Counter({
    name: 'notifications_total',
    help: 'Tries to send a notification, by channel and outcome',
    labelNames: ['channel', 'outcome'] as const,
    registers,
  }),
  suppressed: new Counter({
    name: 'notifications_suppressed_total',
    help: 'Notifications that a rule held back',
    labelNames: ['reason'] as const,
    registers,
  }),
})

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
    ...defineSnapshot(registers),
    ...defineIntegrations(registers),
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

/** One call to another system took `seconds`; `codeClass` is `2xx`, `4xx`, … or the class of the fault. */
export function observeIntegration(
  labels: { integration: string; operation: string; codeClass: string },
  seconds: number,
): void {
  const { integration, operation, codeClass } = labels
  metrics.integrationRequests.inc({ integration, operation, code_class: codeClass })
  metrics.integrationSeconds.observe({ integration, operation }, seconds)
}

/** How many connections of a kind have an open breaker in this process. */
export function setOpenCircuits(integration: string, count: number): void {
  metrics.circuits.set({ integration }, count)
}

/** A webhook was answered after `seconds`. `outcome`: accepted, duplicate, ignored, rejected, limited, invalid. */
export function observeDelivery(provider: string, outcome: string, seconds: number): void {
  metrics.deliveries.inc({ provider, outcome })
  metrics.acknowledgements.observe(seconds)
}

export function countSignatureFailure(provider: string, reason: string): void {
  metrics.signatureFailures.inc({ provider, reason })
}

/** `outcome`: sent, retry, failed, dead, unconfirmed. */
export function countNotification(channel: string, outcome: string): void {
  metrics.notifications.inc({ channel, outcome })
}

export function countSuppressed(reason: string): void {
  metrics.suppressed.inc({ reason })
}

function setAll(gauge: Gauge<'queue'>, values: Record<string, number>): void {
  gauge.reset()
  for (const [queue, value] of Object.entries(values)) gauge.set({ queue }, value)
}

function setLoads(loads: Snapshot['workerLoads']): void {
  const { workerCpu, workerRss, workerOverloaded } = metrics
  for (const gauge of [workerCpu, workerRss, workerOverloaded]) gauge.reset()
  for (const { worker, cpuPercent, rssBytes, overloaded } of loads) {
    workerCpu.set({ worker }, cpuPercent)
    workerRss.set({ worker }, rssBytes)
    workerOverloaded.set({ worker }, overloaded ? 1 : 0)
  }
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
  setLoads(snapshot.workerLoads)
  metrics.statusPending.set(snapshot.statusPendingSeconds)
  metrics.outbox.set(snapshot.outboxSeconds)
  return { contentType: metrics.registry.contentType, text: await metrics.registry.metrics() }
}
