import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

import { jobNames } from '#lib/platform/jobs/catalog.ts'
import { findProgram } from '#scripts/processes/debian.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const Alerts = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          labels: z.object({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.object({
            summary: z.string(),
            description: z.string(),
            runbook_url: z.string(),
          }),
        }),
      ),
    }),
  ),
})
const Cases = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(
        z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) }),
      ),
    }),
  ),
})

const read = (path: string) => readFileSync(fromRoot(path), 'utf8')
const alerts = Alerts.parse(parse(read('deploy/prometheus/alerts.yml'))).groups.flatMap(
  ({ rules }) => rules,
)
const promtool = findProgram('promtool')

function tell(args: string[]): string {
  const { status, stdout, stderr } = spawnSync(promtool ?? '', args, {
    cwd: fromRoot('deploy/prometheus'),
    encoding: 'utf8',
  })
  return status === 0 ? 'ok' : stdout + stderr
}

test.skipIf(promtool === null)('Prometheus takes the rules and the configuration', () => {
  expect(tell(['check', 'rules', 'recording.yml', 'alerts.yml'])).toBe('ok')
  expect(tell(['check', 'config', 'prometheus.yml'])).toBe('ok')
})

test.skipIf(promtool === null)('each alert is told when it should be, and only then', () => {
  expect(tell(['test', 'rules', 'alerts.test.yml'])).toBe('ok')
})

test('each alert has a case in which it is told, and a page that says what to do', () => {
  const told = Cases.parse(parse(read('deploy/prometheus/alerts.test.yml')))
    .tests.flatMap((one) => one.alert_rule_test)
    .filter(({ exp_alerts }) => exp_alerts.length > 0)
    .map(({ alertname }) => alertname)
  const names = alerts.map(({ alert }) => alert).toSorted()
  expect([...new Set(told)].toSorted()).toEqual(names)
  for (const { alert, annotations } of alerts)
    expect(annotations.runbook_url).toBe(`docs/runbooks/${alert}.md`)
  const pages = readdirSync(fromRoot('docs/runbooks')).map((file) => file.replace('.md', ''))
  expect(pages.filter((page) => page !== 'README').toSorted()).toEqual(names)
  const index = read('docs/runbooks/README.md')
  for (const { alert, labels } of alerts) {
    expect(index).toContain(`[${alert}](${alert}.md)`)
    expect(read(`docs/runbooks/${alert}.md`)).toContain(`**Severity:** ${labels.severity}`)
  }
})

test('queues that pages and cases name are there', () => {
  const texts = alerts.map(({ alert }) => read(`docs/runbooks/${alert}.md`))
  const quoted = texts.flatMap((text) => [...text.matchAll(/`([a-z]+\.(?:[a-z]+|\*))`/g)])
  const cases = [...read('deploy/prometheus/alerts.test.yml').matchAll(/queue="([^"]+)"/g)]
  const named = [...quoted, ...cases].map(([, name = '']) => name.replace('*', ''))
  expect(named).toContain('notification.send')
  const unknown = named.filter((name) => !jobNames.some((job) => job.startsWith(name)))
  expect(unknown).toEqual([])
})
