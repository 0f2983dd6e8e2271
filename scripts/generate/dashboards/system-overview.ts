import type { Dashboard } from '#scripts/generate/dashboards/panels.ts'

/** Is it alive, and does work get done? */
export const systemOverview: Dashboard = {
  uid: 'earshot-system',
  title: 'Earshot: system overview',
  description: 'Whether it is alive, and whether work gets done',
  panels: [
    {
      title: 'Workers',
      description: 'Worker processes heard from within 30 s. None: nothing is executed.',
      kind: 'stat',
      width: 4,
      queries: [{ expr: 'max(workers_alive)' }],
      thresholds: { amber: 1, red: 1, falling: true },
    },
    {
      title: 'Waiting work',
      description: 'Jobs and executions that wait. Above 1,000 for two minutes is an alert.',
      kind: 'stat',
      width: 4,
      queries: [{ expr: 'sum(max by (queue) (queue_depth))' }],
      thresholds: { amber: 500, red: 1_000 },
    },
    {
      title: 'Oldest work',
      description: 'For how long the oldest work of any queue has been due',
      kind: 'stat',
      width: 4,
      unit: 's',
      queries: [{ expr: 'max(queue_oldest_seconds)' }],
      thresholds: { amber: 300, red: 900 },
    },
    {
      title: 'Dead letters',
      description: 'Jobs that used up their tries and wait for somebody',
      kind: 'stat',
      width: 4,
      queries: [{ expr: 'sum(max by (queue) (queue_dead_letters))' }],
      thresholds: { amber: 1, red: 10 },
    },
    {
      title: 'Oldest notification',
      description: 'For how long the oldest notification has been due',
      kind: 'stat',
      width: 4,
      unit: 's',
      queries: [{ expr: 'max(outbox_oldest_seconds)' }],
      thresholds: { amber: 60, red: 600 },
    },
    {
      title: 'Open reviews',
      description: 'Executions that wait for a person',
      kind: 'stat',
      width: 4,
      queries: [{ expr: 'max(reviews_open)' }],
    },
    {
      title: 'Executions a second',
      description: 'By verdict',
      kind: 'timeseries',
      stacked: true,
      queries: [
        { expr: 'max by (result) (rate(test_executions_total[5m]))', legend: '{{result}}' },
      ],
    },
    {
      title: 'Waiting work by queue',
      description: 'execution.execute is what runs wait for; all others should stay near 0',
      kind: 'timeseries',
      queries: [{ expr: 'max by (queue) (queue_depth)', legend: '{{queue}}' }],
    },
    {
      title: 'Processor of workers',
      description: 'Share of all cores that each worker and its children use',
      kind: 'timeseries',
      unit: 'percent',
      queries: [{ expr: 'max by (worker) (earshot_worker_cpu_percent)', legend: '{{worker}}' }],
    },
    {
      title: 'Memory of workers',
      description: 'Resident memory of each worker and its children',
      kind: 'timeseries',
      unit: 'bytes',
      queries: [{ expr: 'max by (worker) (earshot_worker_rss_bytes)', legend: '{{worker}}' }],
    },
    {
      title: 'Memory of web processes',
      description: 'Resident memory of the process that answered Prometheus',
      kind: 'timeseries',
      unit: 'bytes',
      queries: [
        {
          expr: 'max by (process, instance) (process_resident_memory_bytes)',
          legend: '{{process}}',
        },
      ],
    },
    {
      title: 'Event loop',
      description: 'Delay of the event loop at the 99th percentile: above 100 ms pages feel it',
      kind: 'timeseries',
      unit: 's',
      queries: [
        {
          expr: 'max by (process, instance) (nodejs_eventloop_lag_p99_seconds)',
          legend: '{{process}}',
        },
      ],
      thresholds: { amber: 0.1, red: 0.5 },
    },
    {
      title: 'Workers killed because they were silent',
      description: 'Within the last hour; what they held was given to others',
      kind: 'stat',
      width: 12,
      queries: [{ expr: 'max(increase(earshot_worker_kills_total[1h]))' }],
      thresholds: { amber: 1, red: 3 },
    },
    {
      title: 'Open event streams',
      description: 'Pages that follow live, over all web processes',
      kind: 'stat',
      width: 12,
      queries: [{ expr: 'sum(max by (process) (event_streams)) or vector(0)' }],
    },
  ],
}
