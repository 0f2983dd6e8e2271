import { expect, test } from 'vitest'

import { testMetrics } from '#db/schema/metrics.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { suiteVerdicts } from '#lib/insights/overview/suite-verdicts.ts'

const database = useTestDatabase()
const now = new Date('2026-03-20T12:00:00Z')

async function suiteWithMetrics() {
  const ctx = await createCtx(database.db)
  const { suite } = await createRunFixture(ctx, [])
  const row = { organizationId: ctx.organizationId, suiteId: suite.id, mode: 'voice' as const }
  await database.db.insert(testMetrics).values([
    { ...row, day: '2026-03-20', language: 'en-US', passed: 8, failed: 2, invalid: 1 },
    { ...row, day: '2026-03-07', language: 'de-DE', passed: 1, failed: 0, invalid: 0 },
    { ...row, day: '2026-03-06', language: 'de-DE', passed: 100, failed: 0, invalid: 0 },
  ])
  return { ctx, suiteId: suite.id }
}

test('sums a suite over its languages and the last fourteen days', async () => {
  const { ctx, suiteId } = await suiteWithMetrics()
  expect(await suiteVerdicts(ctx, [suiteId], { now })).toEqual(
    new Map([[suiteId, { passed: 9, failed: 2, invalid: 1 }]]),
  )
})

test('another organization sees nothing of it', async () => {
  const { suiteId } = await suiteWithMetrics()
  const stranger = await createCtx(database.db)
  expect(await suiteVerdicts(stranger, [suiteId], { now })).toEqual(new Map())
})
