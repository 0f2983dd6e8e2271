import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** Upper bounds of the histograms that all processes fill together, by metric. */
export const sharedBuckets: Record<string, number[]> = {
  api_response_time_seconds: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  webhook_ack_seconds: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  integration_request_seconds: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  test_execution_seconds: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
  voice_frame_lateness_seconds: [
    ...[0.001, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03],
    ...[0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1],
  ],
  validation_score: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1],
}

const bucketsOf = (name: string) => ({ name, buckets: sharedBuckets[name] ?? [] })

/** What web processes answer. */
const defineWeb = (registers: Registry[]) => ({
  // Times are told by area and counts by route: twelve series for each route and status were half a megabyte a scrape.
  responseSeconds: new Histogram({
    ...bucketsOf('api_response_time_seconds'),
    help: 'Time from a request to its answer, by the first part of its address',
    labelNames: ['area'] as const,
    registers,
  }),
  responses: new Counter({
    name: 'api_responses_total',
    help: 'Answers, by the pattern of their address; code_class is 2xx, 3xx, 4xx or 5xx',
    labelNames: ['route', 'code_class'] as const,
    registers,
  }),
  streams: new Gauge({
    name: 'event_streams',
    help: 'Open event streams, by web process',
    labelNames: ['process'] as const,
    registers,
  }),
})

/** What is executed and how it was judged. */
const defineExecutions = (registers: Registry[]) => ({
  executionSeconds: new Histogram({
    ...bucketsOf('test_execution_seconds'),
    help: 'Time from the beginning of an execution to its verdict',
    labelNames: ['mode', 'result'] as const,
    registers,
  }),
  frameLateness: new Histogram({
    ...bucketsOf('voice_frame_lateness_seconds'),
    help: 'How long after its time a piece of a caller’s speech left',
    registers,
  }),
  lostThreads: new Counter({
    name: 'voice_threads_lost_total',
    help: 'Threads of workers that held calls by voice and died or hung; such calls are made again elsewhere',
    registers,
  }),
  lostCalls: new Counter({
    name: 'voice_calls_lost_total',
    help: 'Calls by voice that were under way in a thread which died or hung',
    registers,
  }),
  scores: new Histogram({
    ...bucketsOf('validation_score'),
    help: 'Scores of 0 to 1 that validators gave; validator="all" is the score of the whole execution',
    labelNames: ['validator'] as const,
    registers,
  }),
})

/** What goes between other systems and Earshot. */
const defineIntegrations = (registers: Registry[]) => ({
  deliveries: new Counter({
    name: 'webhook_deliveries_total',
    help: 'Webhooks received, by provider and how they were answered',
    labelNames: ['provider', 'outcome'] as const,
    registers,
  }),
  acknowledgements: new Histogram({
    ...bucketsOf('webhook_ack_seconds'),
    help: 'Time from a webhook to its answer',
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
    ...bucketsOf('integration_request_seconds'),
    help: 'Time of calls to other systems',
    labelNames: ['integration', 'operation'] as const,
    registers,
  }),
  circuits: new Gauge({
    name: 'integration_circuit_open',
    help: 'Connections of a kind whose breaker is open, in the process that has most of them',
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

/** What any process may count, and what is told for all of them together. */
export const defineShared = (registry: Registry) => ({
  ...defineWeb([registry]),
  ...defineExecutions([registry]),
  ...defineIntegrations([registry]),
})
