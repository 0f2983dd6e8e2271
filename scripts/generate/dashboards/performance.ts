import type { Dashboard } from '#scripts/generate/dashboards/panels.ts'

const quantile = (q: number, expr: string) => `histogram_quantile(${q}, ${expr})`
const responses = 'sum by (le) (max by (area, le) (rate(api_response_time_seconds_bucket[5m])))'
const executions =
  'sum by (le, mode) (max by (result, mode, le) (rate(test_execution_seconds_bucket[5m])))'
const frames = 'max by (le) (rate(voice_frame_lateness_seconds_bucket[5m]))'

/** How long things take. */
export const performance: Dashboard = {
  uid: 'earshot-performance',
  title: 'Earshot: performance',
  description: 'How long answers, executions and calls to others take',
  panels: [
    {
      title: 'Answers, p95',
      description: 'One in twenty takes longer. Above 5 s for five minutes is an alert.',
      kind: 'stat',
      width: 6,
      unit: 's',
      queries: [{ expr: quantile(0.95, responses) }],
      thresholds: { amber: 1, red: 5 },
    },
    {
      title: 'Answers a second',
      description: 'Of the API, without pages',
      kind: 'stat',
      width: 6,
      unit: 'reqps',
      queries: [{ expr: 'sum(max by (route, code_class) (rate(api_responses_total[5m])))' }],
    },
    {
      title: 'Faults of ours',
      description: 'Share of answers with status 500 and above',
      kind: 'stat',
      width: 6,
      unit: 'percentunit',
      queries: [
        {
          expr: '(sum(max by (route, code_class) (rate(api_responses_total{code_class="5xx"}[5m]))) or vector(0)) / sum(max by (route, code_class) (rate(api_responses_total[5m])))',
        },
      ],
      thresholds: { amber: 0.001, red: 0.01 },
    },
    {
      title: 'Speech late, p99',
      description: 'How late pieces of speech leave: above 5 ms a machine holds too many calls',
      kind: 'stat',
      width: 6,
      unit: 's',
      queries: [{ expr: `${quantile(0.99, frames)} >= 0 or vector(0)` }],
      thresholds: { amber: 0.005, red: 0.02 },
    },
    {
      title: 'Answers',
      description: 'Time from a request to its answer',
      kind: 'timeseries',
      unit: 's',
      queries: [0.5, 0.95, 0.99].map((q) => ({
        expr: quantile(q, responses),
        legend: `p${q * 100}`,
      })),
      thresholds: { amber: 1, red: 5 },
    },
    {
      title: 'Slowest areas, p95',
      description: 'By the first part of the address',
      kind: 'bargauge',
      unit: 's',
      queries: [
        {
          expr: 'topk(10, histogram_quantile(0.95, max by (area, le) (rate(api_response_time_seconds_bucket[15m]))) >= 0)',
          legend: '{{area}}',
        },
      ],
      thresholds: { amber: 1, red: 5 },
    },
    {
      title: 'Executions',
      description: 'Time from the beginning of an execution to its verdict, the call included',
      kind: 'timeseries',
      unit: 's',
      queries: [0.5, 0.95].map((q) => ({
        expr: quantile(q, executions),
        legend: `{{mode}} p${q * 100}`,
      })),
    },
    {
      title: 'Executions a minute',
      description: 'By verdict',
      kind: 'timeseries',
      stacked: true,
      queries: [
        { expr: 'max by (result) (rate(test_executions_total[5m])) * 60', legend: '{{result}}' },
      ],
    },
    {
      title: 'Webhooks, p99 of the answer',
      description: 'Senders give up after some seconds',
      kind: 'timeseries',
      unit: 's',
      queries: [
        {
          expr: `${quantile(0.99, 'max by (le) (rate(webhook_ack_seconds_bucket[5m]))')} >= 0 or vector(0)`,
          legend: 'p99',
        },
      ],
    },
    {
      title: 'Webhooks a minute',
      description: 'By how they were answered',
      kind: 'timeseries',
      queries: [
        {
          expr: 'sum by (outcome) (max by (provider, outcome) (rate(webhook_deliveries_total[5m]))) * 60 or vector(0)',
          legend: '{{outcome}}',
        },
      ],
    },
    {
      title: 'Calls to other systems, p95',
      description: 'Chat, trackers, CI, mail',
      kind: 'timeseries',
      unit: 's',
      queries: [
        {
          expr: 'histogram_quantile(0.95, sum by (integration, le) (max by (integration, operation, le) (rate(integration_request_seconds_bucket[15m])))) >= 0 or vector(0)',
          legend: '{{integration}}',
        },
      ],
    },
    {
      title: 'Calls to other systems that failed',
      description: 'A minute, by system and how they ended',
      kind: 'timeseries',
      queries: [
        {
          expr: 'sum by (integration, code_class) (max by (integration, operation, code_class) (rate(integration_requests_total{code_class!~"2xx|3xx"}[15m]))) * 60 or vector(0)',
          legend: '{{integration}} {{code_class}}',
        },
      ],
    },
  ],
}
