import { afterEach, beforeEach, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { deadLetterOf } from '#lib/platform/jobs/catalog.ts'
import { retryItems } from '#lib/runs/retry-items.ts'
import { deadlyLanguage } from '#workers/testing/deadly-executor.ts'
import { openStage, type Stage } from '#workers/testing/fault-stage.ts'
import { ended } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'
import { retryAtOnce } from '#workers/testing/retry-at-once.ts'

const database = useTestDatabase()
let stage: Stage

beforeEach(async () => {
  stage = await openStage(database.url, { latencyMs: 100 })
})
afterEach(() => stage.close())

const innocents = 24
const say = 'what is the weather in toronto'
const cases = Array.from({ length: innocents }, (_, i) => ({ id: `case-${i}`, say }))

const deadLetters = (itemId: string) => stage.client.sql<{ cause: string }[]>`
  select source_output ->> 'message' as cause from pgboss.job
  where name = ${deadLetterOf('execution.execute')} and data ->> 'itemId' = ${itemId}`

test(
  'an item that always throws ends with its cause and as a dead letter; repaired, it can be tried again',
  { timeout: 240_000 },
  async () => {
    const { sql } = stage.client
    await stage.start({ concurrency: 8 }).ready
    await retryAtOnce(sql)
    let definition: unknown
    const run = await stage.run({
      cases: [{ id: 'broken', say }, ...cases],
      concurrency: 8,
      prepare: async ({ cases: [broken] }) => {
        const [kept] = await sql<{ definition: unknown }[]>`
          select definition from test_case_versions where case_id = ${broken?.id ?? ''}`
        definition = kept?.definition
        await sql`
          update test_case_versions set definition = '{"turns": "lost"}' where case_id = ${broken?.id ?? ''}`
      },
    })
    const { counts, status } = await ended(run.ctx, run.id, 200_000)
    expect({ status, ...counts }).toMatchObject({
      status: 'completed',
      passed: innocents,
      invalid: 1,
      passed_after_retry: 0,
    })
    const { items, faults, extraCalls } = await stage.check(run.id)
    expect({ faults, extraCalls }).toEqual({ faults: [], extraCalls: 0 })
    const poison = items.find(({ verdict }) => verdict === 'invalid')
    expect(poison).toMatchObject({ status: 'failed', attempt: 6 })
    expect(poison?.last_error).toMatch(/could not carry out the execution.*turns/s)
    const [letter, ...more] = await deadLetters(poison?.id ?? '')
    expect(more).toEqual([])
    expect(letter?.cause).toBe(poison?.last_error)

    await sql`
      update test_case_versions set definition = ${sql.json(definition as never)}
      where case_id = (select case_id from test_execution_queue where id = ${poison?.id ?? ''})`
    expect(await retryItems(run.ctx, run.id, { which: 'invalid' })).toMatchObject({ items: 1 })
    expect(await deadLetters(poison?.id ?? '')).toEqual([])
    const again = await ended(run.ctx, run.id)
    expect(again.counts).toMatchObject({ passed: innocents + 1, invalid: 0 })
    expect((await stage.check(run.id)).faults).toEqual([])
  },
)

test(
  'an item that kills its process is caught in quarantine and ends with that cause; all others pass',
  { timeout: 420_000 },
  async () => {
    const { sql } = stage.client
    const program = new URL('../testing/deadly-worker.ts', import.meta.url)
    let deaths = 0
    let open = true
    // What the supervisor does: a worker that dies is replaced.
    const keepAlive = async (): Promise<void> => {
      const worker = stage.start({ concurrency: 6, program })
      await worker.ready.catch(() => undefined)
      await retryAtOnce(sql)
      void worker.ended.then(() => {
        deaths++
        if (open) void keepAlive()
      })
    }
    await Promise.all([keepAlive(), keepAlive()])
    const languages = { [deadlyLanguage]: { voice: 'default' } }
    const startedAt = performance.now()
    const run = await stage.run({
      cases: [{ id: 'deadly', say, languages }, ...cases],
      concurrency: 16,
    })
    const { counts, status } = await ended(run.ctx, run.id, 380_000)
    open = false
    report('process killed by an item', { deaths, endedMs: performance.now() - startedAt })
    expect({ status, ...counts }).toMatchObject({
      status: 'completed',
      passed: innocents,
      failed: 0,
      invalid: 1,
    })
    const { items, faults } = await stage.check(run.id)
    expect(faults).toEqual([])
    const poison = items.find(({ verdict }) => verdict === 'invalid')
    expect(poison?.last_error).toContain('the process that executed it was killed by SIGKILL')
    expect((await deadLetters(poison?.id ?? '')).map(({ cause }) => cause)).toEqual([
      poison?.last_error,
    ])
    // One worker for the suspicion; from then on only processes that have nothing but suspects.
    expect(deaths).toBe(1)
  },
)
