import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client'

import { settings } from '#lib/platform/config/settings.ts'
import { RecentLateness } from '#lib/platform/metrics/recent-lateness.ts'
import { defineShared } from '#lib/platform/metrics/shared-metrics.ts'
import { defineSnapshot, type Snapshot } from '#lib/platform/metrics/snapshot-metrics.ts'

function define() {
  const [own, database, shared] = [new Registry(), new Registry(), new Registry()]
  collectDefaultMetrics({ register: own })
  // Of several web processes each question meets another one.
  own.setDefaultLabels({ process: settings().PROCESS_NAME })
  return {
    /** what this process alone knows */
    own,
    /** what is read from the database at each question */
    database,
    /** what every process counts, and the database adds up */
    shared,
    setSnapshot: defineSnapshot(database),
    recentFrames: new RecentLateness(),
    ...defineShared(shared),
  }
}

// prom-client refuses a second metric of one name, and a bundler may load this module more than once.
const holder = globalThis as typeof globalThis & { earshotMetrics?: ReturnType<typeof define> }
const metrics = (holder.earshotMetrics ??= define())

/** The counters of this process that are added to those of all others. */
export const sharedRegistry: Registry = metrics.shared

/** `/api/v1/runs` of `/api/v1/runs/:id/items`. */
const areaOf = (route: string) => /^\/(?:api\/)?(?:v\d+\/)?[^/]*/.exec(route)?.[0] ?? '/'

/**
 * `route` is the pattern (`/api/v1/runs/:id`), never the address, so that the series stay few; `seconds` null: it took as
 * long as the caller had asked it to.
 */
export function observeResponse(
  { route, status }: { route: string; status: number },
  seconds: number | null,
): void {
  if (seconds !== null) metrics.responseSeconds.observe({ area: areaOf(route) }, seconds)
  metrics.responses.inc({ route, code_class: `${Math.floor(status / 100)}xx` })
}

export function countStreams(change: 1 | -1): void {
  metrics.streams.inc({ process: settings().PROCESS_NAME }, change)
}

/** An execution was recorded: how long it took, and what each validator gave it (0..1). */
export function observeExecution(
  labels: { mode: string; result: string },
  seconds: number,
  scores: readonly { validator: string; score: number }[],
): void {
  metrics.executionSeconds.observe(labels, seconds)
  for (const { validator, score } of scores) metrics.scores.observe({ validator }, score)
}

/** So many ms after its time each piece of a caller's speech left. */
export function observeFrames(lateMs: readonly number[]): void {
  for (const ms of lateMs) metrics.frameLateness.observe(Math.max(0, ms) / 1_000)
  metrics.recentFrames.add(lateMs)
}

/** Of those of the last five minutes: how many, and ms within which 99 % left; null when there was none. */
export const recentFrames = (): { count: number; p99_ms: number } | null =>
  metrics.recentFrames.read()

/** A thread that held so many calls by voice is gone. */
export function countLostThread(calls: number): void {
  metrics.lostThreads.inc()
  metrics.lostCalls.inc(calls)
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

type MetricObjects = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

/**
 * Prometheus text (version 0.0.4) of the whole installation: what all processes have counted together (`totals`), what
 * the database says (`snapshot`), and what this process alone knows.
 */
export async function renderMetrics(
  snapshot: Snapshot,
  totals: MetricObjects,
): Promise<{ contentType: string; text: string }> {
  metrics.setSnapshot(snapshot)
  const parts = [metrics.own, metrics.database, AggregatorRegistry.aggregate([totals])]
  const texts = await Promise.all(parts.map((part) => part.metrics()))
  return { contentType: metrics.own.contentType, text: texts.join('\n') }
}

/** The same of this process alone, with what it has counted since it started. */
export async function renderOwnMetrics(): Promise<{ contentType: string; text: string }> {
  const texts = await Promise.all([metrics.own.metrics(), metrics.shared.metrics()])
  return { contentType: metrics.own.contentType, text: texts.join('\n') }
}
