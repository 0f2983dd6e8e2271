import type { Dashboard } from '#scripts/generate/dashboards/panels.ts'

const ended = (window: string, results: string) =>
  `sum(max by (result) (increase(test_executions_total{result=~"${results}"}[${window}])))`
const passRatio = (window: string) =>
  `${ended(window, 'passed')} / (${ended(window, 'passed|failed')} > 0)`

/** What the voice AIs under test are like, and how sure the verdicts are. */
export const quality: Dashboard = {
  uid: 'earshot-quality',
  title: 'Earshot: quality',
  description: 'What the voice AIs under test are like, and how sure the verdicts are',
  panels: [
    {
      title: 'Pass rate, 1 h',
      description: 'Of executions that could be judged. Below 95 % within 5 minutes is an alert.',
      kind: 'stat',
      width: 6,
      unit: 'percentunit',
      max: 1,
      queries: [{ expr: passRatio('1h') }],
      thresholds: { amber: 0.95, red: 0.9, falling: true },
    },
    {
      title: 'Invalid, 1 h',
      description: 'Executions that say nothing about the voice AI. Above 10 % is an alert.',
      kind: 'stat',
      width: 6,
      unit: 'percentunit',
      max: 1,
      queries: [
        {
          expr: `${ended('1h', 'invalid')} / (${ended('1h', 'passed|failed|invalid')} > 0)`,
        },
      ],
      thresholds: { amber: 0.05, red: 0.1 },
    },
    {
      title: 'Executions, 24 h',
      description: 'That have ended',
      kind: 'stat',
      width: 6,
      queries: [{ expr: ended('24h', 'passed|failed|invalid') }],
    },
    {
      title: 'Open reviews',
      description: 'Executions about which no machine was sure',
      kind: 'stat',
      width: 6,
      queries: [{ expr: 'max(reviews_open)' }],
    },
    {
      title: 'Pass rate',
      description: 'Of executions that could be judged, within 5 minutes',
      kind: 'timeseries',
      unit: 'percentunit',
      max: 1,
      queries: [{ expr: passRatio('5m'), legend: 'pass rate' }],
      thresholds: { amber: 0.95, red: 0.9, falling: true },
    },
    {
      title: 'Verdicts',
      description: 'Executions a minute',
      kind: 'timeseries',
      stacked: true,
      queries: [
        { expr: 'max by (result) (rate(test_executions_total[5m])) * 60', legend: '{{result}}' },
      ],
    },
    {
      title: 'Mean score by validator',
      description: '0 to 1, within 15 minutes; "all" is the score of the whole execution',
      kind: 'bargauge',
      max: 1,
      queries: [
        {
          expr: 'max by (validator) (rate(validation_score_sum[15m])) / (max by (validator) (rate(validation_score_count[15m])) > 0)',
          legend: '{{validator}}',
        },
      ],
      thresholds: { amber: 0.95, red: 0.8, falling: true },
    },
    {
      title: 'Scores below 0.8',
      description: 'Share of scores of each validator, within 15 minutes',
      kind: 'timeseries',
      unit: 'percentunit',
      max: 1,
      queries: [
        {
          expr: '1 - max by (validator) (rate(validation_score_bucket{le="0.8"}[15m])) / ignoring (le) (max by (validator) (rate(validation_score_bucket{le="+Inf"}[15m])) > 0)',
          legend: '{{validator}}',
        },
      ],
    },
    {
      title: 'Reviews that wait',
      description: 'Executions that wait for a person',
      kind: 'timeseries',
      queries: [{ expr: 'max(reviews_open)', legend: 'open' }],
    },
    {
      title: 'Notifications',
      description: 'Tries a minute, by how they ended',
      kind: 'timeseries',
      queries: [
        {
          expr: 'sum by (outcome) (max by (channel, outcome) (rate(notifications_total[5m]))) * 60 or vector(0)',
          legend: '{{outcome}}',
        },
      ],
    },
  ],
}
