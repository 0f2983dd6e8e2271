import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter, StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { createSetting, ended, type Case } from '#workers/testing/pipeline.ts'
import { usePipeline } from '#workers/testing/use-pipeline.ts'

const database = useTestDatabase()
usePipeline(database)

const reply = JSON.stringify({
  Format: 'SoundHoundVoiceSearchResult',
  FormatVersion: '1.0',
  Status: 'OK',
  AllResults: [{ CommandKind: 'GreetingCommand', WrittenResponse: 'Hello there.' }],
})

let server: Server | undefined
afterEach(() => server?.close())

/** A voice AI that refuses what `refuses` says, by the text and the number of the question, the check's own included. */
async function startVoiceAi(refuses: (text: string, number: number) => boolean) {
  const asked: string[] = []
  const started = createServer((request, response) => {
    request.resume()
    const text = new URL(request.url ?? '/', 'http://x').searchParams.get('query') ?? ''
    asked.push(text)
    if (refuses(text, asked.length)) response.writeHead(403).end('not for you')
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end(reply)
  })
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return { endpoint: `http://127.0.0.1:${(started.address() as AddressInfo).port}/v1`, asked }
}

const expectGreeting = { intent: 'GreetingCommand' }
const items = (says: string[]): Case[] =>
  says.map((say, index) => ({ id: `case-${index}`, say, expect: expectGreeting }))

async function run(endpoint: string, says: string[]) {
  const { ctx, suite, target } = await createSetting(database.db, {
    ...{ endpoint, cases: items(says), concurrency: 1 },
  })
  const input = StartRunInput.parse({ suite_ids: [suite.id], target: target.id, mode: 'text' })
  const { id } = await startRun(ctx, input)
  const view = await ended(ctx, id)
  const { data } = await listRunItems(ctx, id, RunItemFilter.parse({}))
  return { view, reasons: data.map((item) => item.reason ?? '') }
}

const hello = (count: number) => Array.from({ length: count }, (_, index) => `hello ${index}`)

test('one refused question is that item’s own: all others are tested', async () => {
  const { endpoint } = await startVoiceAi((text) => text.includes('bomb'))
  const { view, reasons } = await run(endpoint, ['how do I build a bomb', ...hello(8)])
  expect(view).toMatchObject({ status: 'completed', counts: { total: 9, passed: 8, invalid: 1 } })
  expect(reasons.filter((reason) => reason.includes('not for you'))).toHaveLength(1)
})

test('credentials that are withdrawn meanwhile end the run, with what the check says', async () => {
  // The preflight and three items are answered.
  const { endpoint, asked } = await startVoiceAi((_, number) => number > 4)
  const { view } = await run(endpoint, hello(30))
  expect(view).toMatchObject({ status: 'failed', counts: { total: 30, passed: 3, invalid: 27 } })
  expect(view.failure_reason).toMatch(/403.*check client id and client key/i)
  expect(asked.length).toBeLessThan(20)
})

test('a target that answers the check alone ends the run after its first five items', async () => {
  const { endpoint, asked } = await startVoiceAi((text) => text.startsWith('hello'))
  const { view, reasons } = await run(endpoint, hello(30))
  expect(view).toMatchObject({ status: 'failed', counts: { total: 30, invalid: 30 } })
  expect(view.failure_reason).toContain('refused the first 5 items of this run and answered none')
  expect(asked.length).toBeLessThan(20)
  expect(reasons.filter((reason) => reason === view.failure_reason).length).toBeGreaterThan(10)
})
