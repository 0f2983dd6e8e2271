import { readFileSync } from 'node:fs'

import { parse } from 'yaml'
import { z } from 'zod'

import { startPrometheus, type Prometheus } from '#e2e/deploy/started-prometheus.ts'
import { expect, test, unique } from '#e2e/fixtures.ts'
import { importSuite, runToEnd } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'
import { dashboards } from '#scripts/generate/dashboards.ts'
import { findProgram } from '#scripts/processes/debian.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ expr: z.string() })) })),
})

const program = findProgram('prometheus')
const url = process.env['EARSHOT_URL'] ?? ''
/** Rates need two scrapes within their window; in a test they have seconds, not minutes. */
const sooner = (expr: string) => expr.replaceAll(/\[(?:5m|15m|1h|24h)\]/g, '[1m]')

test.describe('a real Prometheus', () => {
  test.skip(program === null, 'this machine has no Prometheus')
  let prometheus: Prometheus
  test.beforeAll(async () => {
    prometheus = await startPrometheus(program ?? '', url)
  })
  test.afterAll(() => prometheus?.stop())

  test('scrapes the application, in less than 100 kB', async ({ api }) => {
    await expect.poll(() => prometheus.query('up{job="earshot-web"}')).toMatchObject([{ value: 1 }])
    const text = await (await api.get('/metrics')).text()
    expect(text.length).toBeLessThan(100_000)
  })

  test('no panel of a dashboard is empty once something has run', async ({ api }) => {
    test.setTimeout(120_000)
    const run = async () => {
      const suite = await importSuite(api, suiteFile(unique('Seen by Prometheus')))
      for (const mode of ['text', 'voice'] as const)
        await runToEnd(api, { suite_ids: [suite], target: 'Simulator', mode })
    }
    const panels = Object.values(dashboards).flatMap(({ title, panels }) =>
      panels.flatMap((panel) =>
        panel.queries.map(({ expr }) => ({ name: `${title}: ${panel.title}`, expr })),
      ),
    )
    await run()
    // What is counted for the first time has not grown yet.
    await run()
    const empty = async () => {
      const found = await Promise.all(
        panels.map(async ({ name, expr }) => ({
          name,
          series: await prometheus.query(sooner(expr)),
        })),
      )
      return found.filter(({ series }) => series.length === 0).map(({ name }) => name)
    }
    await expect.poll(empty, { timeout: 60_000 }).toEqual([])
  })

  test('no query names a metric that nobody tells', async () => {
    const text = await (await fetch(`${url}/metrics`)).text()
    // Also those without a value yet: a metric is described whether it has one or not.
    const described = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
    const rules = ['recording.yml', 'alerts.yml'].flatMap((file) =>
      Rules.parse(
        parse(readFileSync(fromRoot(`deploy/prometheus/${file}`), 'utf8')),
      ).groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
    )
    const queries = Object.values(dashboards).flatMap(({ panels }) =>
      panels.flatMap((panel) => panel.queries.map(({ expr }) => expr)),
    )
    const named = [...rules, ...queries].flatMap((expr) =>
      [
        ...expr
          .replaceAll(/earshot:[\w:]+/g, '')
          .matchAll(/\b[a-z][a-z0-9]*_[a-z0-9_]+\b(?=[{[)\s])/g),
      ].map(([name]) => name.replace(/_(?:bucket|sum|count)$/, '')),
    )
    const words = new Set(['histogram_quantile', 'code_class'])
    expect([...new Set(named)].filter((name) => !described.has(name) && !words.has(name))).toEqual(
      [],
    )
  })
})
