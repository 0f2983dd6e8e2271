import { afterAll, beforeAll, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import {
  caseDefinition,
  createCtx,
  createSuiteFixture,
  createTargetFixture,
} from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { createPlans } from '#lib/runs/execute/plan.ts'
import { begunItem } from '#lib/runs/execute/testing/execute-text.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { setVariable } from '#lib/targets/variables.ts'

const database = useTestDatabase()
useBoss(database)
let sql: Sql
beforeAll(() => {
  sql = openSql(database.url, { max: 2 })
})
afterAll(() => sql.end())

const http = {
  ...{ preset: 'custom', url: 'http://127.0.0.1:9' },
  ...{ text_body: { text: '{{text}}' }, reply_path: '$.text' },
}

async function stage(said: string[]) {
  const ctx = await createCtx(database.db)
  const { suite, cases } = await createSuiteFixture(ctx, {
    cases: said.map((say, at) => ({
      ...caseDefinition(),
      id: `case-${at}`,
      turns: [{ say, expect: {} }],
    })),
  })
  const target = await createTargetFixture(ctx, { connector: 'http', config: http })
  const run = async () => {
    const input = { suite_ids: [suite.id], target: target.id, mode: 'text' }
    return (await startRun(ctx, StartRunInput.parse(input))).id
  }
  const item = (runId: string, at: number): BegunItem => ({
    ...begunItem,
    ...{ runId, organizationId: ctx.organizationId, targetId: target.id, suiteId: suite.id },
    caseId: cases[at]?.id ?? '',
  })
  return { ctx, target, run, item }
}

test('items that begin together get each its own case', async () => {
  const { run, item } = await stage(['one', 'two', 'three'])
  const runId = await run()
  const plan = createPlans(sql)
  const plans = await Promise.all([2, 0, 1, 0].map((at) => plan(item(runId, at))))
  expect(plans.map((one) => one.case.turns[0]?.say)).toEqual(['three', 'one', 'two', 'one'])
  expect(plans.map(({ precedents }) => precedents)).toEqual([[], [], [], []])
})

test('an item whose case is gone fails alone', async () => {
  const { run, item } = await stage(['one'])
  const runId = await run()
  const plan = createPlans(sql)
  const gone = plan({ ...item(runId, 0), caseVersion: 9 })
  const [kept, lost] = await Promise.allSettled([plan(item(runId, 0)), gone])
  expect(kept.status).toBe('fulfilled')
  expect(lost).toMatchObject({ reason: { message: 'Version 9 of the case no longer exists' } })
})

test('each run says the words of its own variables', async () => {
  const { ctx, target, run, item } = await stage(['play ${song}'])
  const withSong = async (value: string) => {
    await setVariable(ctx, { target_id: target.id, name: 'song', value, is_secret: false })
    return run()
  }
  const runs = [await withSong('Imagine'), await withSong('Yesterday')]
  const plan = createPlans(sql)
  const plans = await Promise.all(runs.map((runId) => plan(item(runId, 0))))
  expect(plans.map((one) => one.case.turns[0]?.say)).toEqual(['play Imagine', 'play Yesterday'])
})
