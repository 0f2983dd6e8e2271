import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { testCases } from '#db/schema/suites.ts'
import type { useTestDatabase } from '#db/testing/use-test-database.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { setVariable } from '#lib/targets/variables.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { createExecutor } from '#workers/executor.ts'
import { openWorker, type Worker } from '#workers/run-worker.ts'
import { createSetting, credentials, ended, idle } from '#workers/testing/pipeline.ts'

/** What nobody may find in a bundle. */
export const secrets = [credentials.clientId, credentials.clientKey, 'sword"fish & <chips>']

/** A name that would break a page which trusts it. */
export const hostileName = `Weather </script><script>alert(1)</script> "in" <b>town</b>`

/** One real conversation by voice for the tests of a file: spoken, answered aloud, judged and stored. It fails. */
export function useVoiceExecution(database: ReturnType<typeof useTestDatabase>) {
  let simulator: Simulator | undefined
  let worker: Worker | undefined
  let sql: Sql | undefined
  let executor: ReturnType<typeof createExecutor> | undefined
  let made: Awaited<ReturnType<typeof hold>> | undefined

  async function hold(endpoint: string) {
    const setting = await createSetting(database.db, {
      endpoint,
      cases: [
        {
          id: 'weather',
          say: 'what is the weather in ${CITY}',
          expect: {
            intent: 'WeatherQuery',
            transcript: { max_wer: 0.5 },
            response: { contains: ['${PASSPHRASE}', '<img src=x onerror=alert(2)>'] },
          },
        },
      ],
      config: { response_audio: true, extra_headers: { 'x-team-token': 'tok-3f1c99aa71' } },
    })
    const { ctx, target, suite, cases } = setting
    const variable = { target_id: target.id, is_secret: false }
    await setVariable(ctx, { ...variable, name: 'CITY', value: 'toronto' })
    const passphrase = { name: 'PASSPHRASE', value: secrets[2] ?? '', is_secret: true }
    await setVariable(ctx, { ...variable, ...passphrase })
    const [testCase] = cases
    if (!testCase) throw new Error('The suite has no case')
    await ctx.db.update(testCases).set({ name: hostileName }).where(eq(testCases.id, testCase.id))
    const request = { target: target.id, suite_ids: [suite.id], mode: 'voice' }
    const run = await startRun(ctx, StartRunInput.parse(request))
    await ended(ctx, run.id, 150_000)
    const [item] = (await listRunItems(ctx, run.id, { limit: 1 })).data
    return { ctx, target, runId: run.id, executionId: item?.execution_id ?? '' }
  }

  beforeAll(async () => {
    simulator = await startSimulator({
      ...credentials,
      weakSpots: false,
      dataDir: join(tmpdir(), 'earshot-test-ears'),
    })
    sql = openSql(database.url, { max: 2 })
    executor = createExecutor(sql)
    const execute = executor.execute
    worker = await openWorker({ databaseUrl: database.url, execute, readLoad: idle, sweepMs: 500 })
    made = await hold(`${simulator.url}/v1`)
  })
  afterAll(async () => {
    await worker?.stop(5_000)
    await executor?.close()
    await sql?.end({ timeout: 5 })
    await simulator?.close()
  })
  return () => {
    if (!made) throw new Error('The execution is there within tests only')
    return made
  }
}
