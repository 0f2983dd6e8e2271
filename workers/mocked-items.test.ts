import { afterAll, beforeAll, expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { startFakeLlm, type FakeLlm } from '#lib/engines/connectors/testing/fake-llm.ts'
import { getExecution } from '#lib/executions/queries.ts'
import { revalidateExecution } from '#lib/executions/revalidate-execution.ts'
import { fixedPolicy } from '#lib/policies/create-policies.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter, StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { createCase } from '#lib/suites/create-case.ts'
import { createSuite } from '#lib/suites/create-suite.ts'
import { CaseInput } from '#lib/suites/schema.ts'
import { createTarget } from '#lib/targets/create-target.ts'
import { ended } from '#workers/testing/pipeline.ts'
import { usePipeline } from '#workers/testing/use-pipeline.ts'

const database = useTestDatabase()
usePipeline(database)

let llm: FakeLlm
beforeAll(async () => (llm = await startFakeLlm()))
afterAll(() => llm.close())

const tools = [{ type: 'function', function: { name: 'get_order' } }]
const mock = (order: string, more: object = {}) => ({
  ...{ tool: 'get_order', arguments: { order }, result: { status: 'shipped' } },
  ...more,
})
/** It calls the tool for each order that it is asked about, also in the connection check. */
const answers = () => {
  llm.replies = []
  llm.otherwise = (messages) => {
    const said = messages.findLast(({ role }) => role === 'user')?.content ?? ''
    const order = /order (\w+)/.exec(said)?.[1] ?? 'none'
    const last = messages.at(-1)
    if (last?.role === 'tool') return { content: 'It has shipped.' }
    return said.includes('hello')
      ? { content: 'Hello.' }
      : { calls: [['c', 'get_order', { order }]] }
  }
}

async function run(cases: { say: string; mocks?: object[] }[]) {
  answers()
  const ctx = await createCtx(database.db)
  const suite = await createSuite(ctx, { name: 'Orders' })
  for (const [index, { say, mocks }] of cases.entries()) {
    const turns = [{ say, expect: say === 'hello' ? {} : { response: { contains: ['shipped'] } } }]
    const value = { id: `case-${index}`, name: say, languages: { 'en-US': {} }, turns, mocks }
    await createCase(ctx, suite.id, CaseInput.parse(JSON.parse(JSON.stringify(value))))
  }
  const target = await createTarget(ctx, {
    ...{ name: 'LLM', connector: 'http', secrets: { token: 't' } },
    config: { preset: 'llm_chat', url: llm.url, tools, max_attempts: 1 },
    max_concurrency: 1,
  })
  const input = { suite_ids: [suite.id], target: target.id, mode: 'text' }
  const { id } = await startRun(ctx, StartRunInput.parse(input))
  const view = await ended(ctx, id)
  const { data } = await listRunItems(ctx, id, RunItemFilter.parse({}))
  return { ctx, view, items: data.toSorted((one, other) => (one.id < other.id ? -1 : 1)) }
}

test('a case without the mock that it needs is invalid alone: neither check nor run take it for a refusal', async () => {
  const others = Array.from({ length: 6 }, (_, number) => ({
    ...{ say: `where is order A${number}`, mocks: [mock(`A${number}`)] },
  }))
  const { view, items } = await run([{ say: 'where is order B1', mocks: [mock('B2')] }, ...others])
  expect(view).toMatchObject({ status: 'completed', counts: { total: 7, passed: 6, invalid: 1 } })
  const reasons = items.map(({ reason }) => reason ?? '').join()
  expect(reasons).toContain('the argument order is "B1", where "B2" is expected')
})

test('an unused mock is part of the evidence: judged again, the verdict is the same', async () => {
  const { ctx, view, items } = await run([{ say: 'hello', mocks: [mock('A1')] }])
  expect(view.counts).toMatchObject({ invalid: 1 })
  const [item] = items
  const id = item?.execution_id ?? ''
  const before = await getExecution(ctx, id)
  expect(before.turns.at(-1)?.unused_mocks).toEqual([
    'mocks[0] of the case (get_order with {"order":"A1"})',
  ])
  await revalidateExecution(ctx, id, fixedPolicy)
  const after = await getExecution(ctx, id)
  expect(after.validation).toMatchObject({ verdict: 'invalid' })
  expect(after.validation?.reason).toBe(before.validation?.reason)
  expect(after.validation?.reason).toMatch(/^No call used mocks\[0\] of the case/)
})
