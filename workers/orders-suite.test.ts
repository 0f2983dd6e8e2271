import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getExecution } from '#lib/executions/queries.ts'
import { importFiles } from '#lib/importers/import-files.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter, StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { createSetting, credentials, ended } from '#workers/testing/pipeline.ts'
import { usePipeline } from '#workers/testing/use-pipeline.ts'

const database = useTestDatabase()
usePipeline(database)

const file = 'orders.suite.yaml'
const text = readFileSync(new URL(`../examples/${file}`, import.meta.url), 'utf8')
let demo: Simulator

beforeAll(async () => {
  const dataDir = join(tmpdir(), 'earshot-test-ears')
  demo = await startSimulator({ ...credentials, weakSpots: true, dataDir })
})
afterAll(() => demo.close())

/** The suite of the demo against the demo voice AI with all its weak spots, in writing. */
async function runOrders(config: Record<string, unknown>) {
  const weather = { id: 'weather', say: 'what is the weather in toronto' }
  const { ctx, target } = await createSetting(database.db, {
    ...{ endpoint: `${demo.url}/v1`, cases: [weather], config },
  })
  const { suite_ids } = await importFiles(ctx, {
    ...{ files: [{ name: file, text }], format: 'yaml', dryRun: false, dropMissing: false },
    variables: new Set(),
    storeRecording: () => Promise.reject(new Error('The suite holds no recordings')),
  })
  const { id } = await startRun(
    ctx,
    StartRunInput.parse({ suite_ids, target: target.id, mode: 'text' }),
  )
  const run = await ended(ctx, id)
  const { data } = await listRunItems(ctx, id, RunItemFilter.parse({ limit: 100 }))
  return { ctx, run, items: data }
}

const told = { tool_calls_path: '$.AllResults[0].ToolCalls', tools_told: 'all' }

test('the lies fail by what was said and done, and whatever is honest passes', async () => {
  const { ctx, run, items } = await runOrders(told)
  expect(run.counts).toMatchObject({ total: 21, failed: 7, invalid: 0, manual_review: 0 })
  const failed = await Promise.all(
    items
      .filter(({ verdict }) => verdict === 'failed')
      .map(async (item) => {
        const { validation } = await getExecution(ctx, item.execution_id ?? '')
        const wrong = validation?.scores.filter(({ pass }) => !pass).map((one) => one.validator)
        return `${item.case.key} ${item.language}: ${item.blame}, ${wrong?.sort().join(' ')}`
      }),
  )
  expect(failed.sort()).toEqual([
    'changes-nothing de-DE: content, say_do tools',
    'changes-nothing en-US: content, say_do tools',
    'claims-cancelled de-DE: content, say_do',
    'claims-cancelled en-US: content, say_do',
    'claims-refunded de-DE: content, say_do',
    'claims-refunded en-US: content, say_do',
    'swapped-digits en-US: content, tools',
  ])
})

test('where the target tells of no tools, nothing about them passes or fails by itself', async () => {
  const { items } = await runOrders({})
  expect(items).toHaveLength(21)
  expect(items.map(({ review_status }) => review_status)).not.toContain('auto_fail')
  const sure = items.filter(({ review_status }) => review_status === 'auto_pass')
  expect(sure).toEqual([])
})
