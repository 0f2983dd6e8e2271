import { sql } from 'drizzle-orm'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { withinCtx, type Statements } from '#lib/platform/jobs/enqueue.ts'
import { CountReporter } from '#lib/platform/metrics/count-reporter.ts'
import { readTotals } from '#lib/platform/metrics/read-totals.ts'

const database = useTestDatabase()
const statements = () => withinCtx({ db: database.db })

/** What a process would count, and its reporter. */
function openProcess(through: () => Statements = statements) {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    calls: new Counter({ name: 'calls_total', help: 'calls', labelNames: ['to'], registers }),
    times: new Histogram({
      name: 'validation_score',
      help: 'scores',
      labelNames: ['validator'],
      buckets: [0.1, 0.5, 1],
      registers,
    }),
    open: new Gauge({ name: 'open', help: 'open', labelNames: ['to'], registers }),
    reporter: new CountReporter(registry, through),
  }
}

type Process = ReturnType<typeof openProcess>

async function valuesOf({ registry }: Process, name: string) {
  const metrics = await readTotals(database.db, registry)
  return metrics.find((metric) => metric.name === name)?.values ?? []
}
const callsTo = async (process: Process, to: string) =>
  (await valuesOf(process, 'calls_total')).find(({ labels }) => labels['to'] === to)?.value

test('processes add to one total at the same time, and each addition counts once', async () => {
  const processes = Array.from({ length: 6 }, () => openProcess())
  const rounds = 5
  for (let round = 0; round < rounds; round++) {
    for (const { calls } of processes) {
      calls.inc({ to: 'slack' })
      calls.inc({ to: 'jira' }, 2)
    }
    await Promise.all(processes.map(({ reporter }) => reporter.report()))
  }
  const [any] = processes
  if (!any) throw new Error('no process')
  expect(await callsTo(any, 'slack')).toBe(6 * rounds)
  expect(await callsTo(any, 'jira')).toBe(12 * rounds)
})

test('a report whose answer is lost is not added again, and what is counted meanwhile is not lost', async () => {
  let lost = 0
  const process = openProcess(() => ({
    executeSql: async (text, values) => {
      const answer = await statements().executeSql(text, values)
      if (lost++ < 2) throw new Error('the connection broke after the commit')
      return answer
    },
  }))
  process.calls.inc({ to: 'lossy' }, 3)
  await expect(process.reporter.report()).rejects.toThrow('broke')
  process.calls.inc({ to: 'lossy' }, 4)
  await expect(process.reporter.report()).rejects.toThrow('broke')
  await process.reporter.report()
  expect(await callsTo(process, 'lossy')).toBe(7)
})

test('a database that is away costs nothing that was counted', async () => {
  let away = true
  const process = openProcess(() => {
    if (away) throw new Error('no connection')
    return statements()
  })
  process.calls.inc({ to: 'outage' })
  await expect(process.reporter.report()).rejects.toThrow('no connection')
  process.calls.inc({ to: 'outage' })
  away = false
  await process.reporter.report()
  expect(await callsTo(process, 'outage')).toBe(2)
})

test('a process that starts again begins from nothing, and the total goes on', async () => {
  for (const count of [5, 2]) {
    const process = openProcess()
    process.calls.inc({ to: 'restarted' }, count)
    await process.reporter.report()
  }
  expect(await callsTo(openProcess(), 'restarted')).toBe(7)
})

test('nothing new asks nothing of the database', async () => {
  let asked = 0
  const process = openProcess(() => {
    asked++
    return statements()
  })
  await process.reporter.report()
  process.calls.inc({ to: 'quiet' })
  await process.reporter.report()
  await process.reporter.report()
  expect(asked).toBe(1)
})

test('a histogram has all its buckets, in order, whoever filled them', async () => {
  const [one, other] = [openProcess(), openProcess()]
  one.times.observe({ validator: 'intent' }, 0.05)
  other.times.observe({ validator: 'intent' }, 0.95)
  await one.reporter.report()
  await other.reporter.report()
  const values = await valuesOf(one, 'validation_score')
  const buckets = values.filter((value) => 'le' in value.labels)
  expect(buckets.map(({ labels }) => labels['le'])).toContain('+Inf')
  expect(buckets.map(({ value }) => value)).toEqual(
    buckets.map(({ value }) => value).toSorted((a, b) => a - b),
  )
  expect(buckets.at(-1)?.value).toBe(2)
  const named = (name: string) =>
    values.find((value) => 'metricName' in value && value.metricName === `validation_score_${name}`)
  expect(named('count')?.value).toBe(2)
  expect(named('sum')?.value).toBeCloseTo(1)
})

test('a gauge is the largest of any process, and ends with its process', async () => {
  const [one, other] = [openProcess(), openProcess()]
  one.open.set({ to: 'github' }, 2)
  other.open.set({ to: 'github' }, 1)
  await one.reporter.report()
  await other.reporter.report()
  expect(await valuesOf(one, 'open')).toMatchObject([{ value: 2, labels: { to: 'github' } }])
  one.open.set({ to: 'github' }, 0)
  await one.reporter.report()
  expect(await valuesOf(one, 'open')).toMatchObject([{ value: 1 }])
  await database.db.execute(sql`update metric_reporters set seen_at = now() - interval '1 minute'`)
  expect(await valuesOf(one, 'open')).toEqual([])
})

test('series that an older version counted by other labels are not told beside those of today', async () => {
  const process = openProcess()
  process.times.observe({ validator: 'renamed' }, 0.2)
  await process.reporter.report()
  await database.db.execute(sql`
    insert into metric_totals (name, labels, value) values
      ('validation_score_count', '{"route":"/old","status":"200"}', 5),
      ('validation_score_bucket', '{"le":"0.5","route":"/old","status":"200"}', 5)`)
  const names = (await valuesOf(process, 'validation_score')).flatMap(({ labels }) =>
    Object.keys(labels),
  )
  expect(new Set(names)).toEqual(new Set(['validator', 'le']))
})
