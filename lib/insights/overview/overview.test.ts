import { expect, test } from 'vitest'

import { openSql } from '#db/client.ts'
import { testMetrics } from '#db/schema/metrics.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getOverview } from '#lib/insights/overview/overview.ts'
import { latencyBin } from '#lib/platform/format/latency-bins.ts'
import { mendDailyTotals } from '#lib/runs/results/mend-daily-totals.ts'

const database = useTestDatabase()
const now = new Date('2026-03-20T12:00:00Z')

function bins(...times: number[]): number[] {
  const counts: number[] = []
  for (const ms of times) counts[latencyBin(ms)] = (counts[latencyBin(ms)] ?? 0) + 1
  return Array.from(counts, (value) => value ?? 0)
}

test('sums fourteen days of the roll-up; invalid executions stay out of the pass rate', async () => {
  const ctx = await createCtx(database.db)
  const { suite } = await createRunFixture(ctx, [])
  const row = { organizationId: ctx.organizationId, suiteId: suite.id, mode: 'voice' as const }
  await database.db.insert(testMetrics).values([
    {
      ...row,
      day: '2026-03-20',
      language: 'en-US',
      passed: 8,
      failed: 2,
      invalid: 5,
      responseBins: bins(1_000, 2_000),
    },
    {
      ...row,
      day: '2026-03-20',
      language: 'de-DE',
      passed: 10,
      failed: 0,
      invalid: 0,
      responseBins: bins(1_000),
    },
    { ...row, day: '2026-03-07', language: 'en-US', passed: 1, failed: 1, invalid: 0 },
    { ...row, day: '2026-03-06', language: 'en-US', passed: 100, failed: 0, invalid: 0 },
  ])
  const client = openSql(database.url, { max: 1 })
  await mendDailyTotals(client, 10_000)
  await client.end({ timeout: 5 })
  const { days, totals } = await getOverview(ctx, { now })
  expect(days).toHaveLength(14)
  expect(days.at(0)).toMatchObject({ day: '2026-03-07', passed: 1, failed: 1, pass_rate: 0.5 })
  expect(days.at(1)).toMatchObject({ day: '2026-03-08', pass_rate: null })
  expect(days.at(-1)).toMatchObject({
    day: '2026-03-20',
    passed: 18,
    failed: 2,
    invalid: 5,
    pass_rate: 0.9,
  })
  expect(totals).toMatchObject({ passed: 19, failed: 3 })
  expect(totals.p95_response_ms ?? 0).toBeGreaterThan(1_900)
  expect(totals.p95_response_ms ?? 0).toBeLessThan(2_100)
})

test('sees only its own organization', async () => {
  const other = await createCtx(database.db)
  await createRunFixture(other, [{ verdict: 'failed', reason: 'doubtful' }])
  const overview = await getOverview(await createCtx(database.db), { now })
  expect(overview).toMatchObject({ open_reviews: 0, active_runs: 0, latest_runs: [] })
})
