import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { eq } from 'drizzle-orm'

import { configurations } from '#db/schema/targets.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import {
  openaiProtocol,
  openaiTarget,
  openaiToken,
} from '#lib/engines/connectors/testing/fake-websocket-openai.ts'
import {
  type FakeFault,
  startFakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { createFakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import {
  chunkedHead,
  httpAnswer,
  httpChunk,
  startScriptedServer,
  type Script,
} from '#lib/engines/connectors/testing/scripted-server.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import { sealTargetSecrets } from '#lib/targets/target-secrets.ts'
import { patience, scale } from '#workers/testing/fault-scale.ts'
import { openStage, type Stage, type StartedRun } from '#workers/testing/fault-stage.ts'
import { ended } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'
import { retryAtOnce } from '#workers/testing/retry-at-once.ts'
import type { WorkerProcess } from '#workers/testing/worker-process.ts'

const database = useTestDatabase()
let stage: Stage
let worker: WorkerProcess

beforeAll(async () => {
  stage = await openStage(database.url)
  worker = stage.start({ concurrency: 100 })
  await worker.ready
  await retryAtOnce(stage.client.sql)
})
afterAll(() => stage.close())

const tries = catalog['execution.execute'].queue.retryLimit + 1
const requests = 2
const items = scale
const totalMs = 2_000
const limits = {
  ...{ timeout_s: 0.8, idle_timeout_s: 0.8, connect_timeout_s: 2 },
  ...{ total_timeout_s: totalMs / 1_000, max_attempts: requests, breaker_failures: 0 },
}

const huge = httpAnswer(200, Buffer.alloc(100_000_000, 0x20))
const partial = JSON.stringify({
  ...{ Format: 'SoundHoundVoiceSearchParialTranscript', FormatVersion: '1.0' },
  ...{ PartialTranscript: 'what', DurationMS: 100, Done: false },
})

/** Writes a byte now and then, for ever. */
const trickle: Script = (socket) => {
  socket.write(chunkedHead)
  const timer = setInterval(() => socket.write(httpChunk(' ')), 100)
  socket.on('close', () => clearInterval(timer))
}

/** At which stage the connection ends or what comes instead of an answer, and what that is called. */
const scripts = {
  '500': {
    script: (socket) => socket.end(httpAnswer(500, 'oops')),
    ...{ called: 'server error', blame: 'infrastructure' },
  },
  'closed when asked': {
    script: (socket) => socket.end(),
    ...{ called: 'reset', blame: 'transport' },
  },
  'reset when asked': {
    script: (socket) => socket.resetAndDestroy(),
    ...{ called: 'reset', blame: 'transport' },
  },
  'reset after the head': {
    script: (socket) => socket.write(chunkedHead, () => socket.resetAndDestroy()),
    ...{ called: 'reset', blame: 'transport' },
  },
  'closed in the middle of its answer': {
    script: (socket) => socket.end(chunkedHead + httpChunk('{"Format": "Sou')),
    ...{ called: 'reset', blame: 'transport' },
  },
  'closed after something else than an answer': {
    script: (socket) => socket.end(chunkedHead + httpChunk(partial) + '0\r\n\r\n'),
    ...{ called: 'protocol', blame: 'transport' },
  },
  silent: { script: () => undefined, ...{ called: 'timeout', blame: 'transport' } },
  trickling: { script: trickle, ...{ called: 'timeout', blame: 'transport' } },
  'a web page': {
    script: (socket) =>
      socket.end(httpAnswer(200, '<html></html>', { 'Content-Type': 'text/html' })),
    ...{ called: 'protocol', blame: 'transport' },
  },
  '100 MB': {
    script: (socket) => socket.end(huge),
    ...{ called: 'too large', blame: 'transport' },
  },
} satisfies Record<string, { script: Script; called: string; blame: string }>

const records = (run: StartedRun) => stage.client.sql<
  { verdict: string; blame: string; reason: string; ms: number; requests: number; spoken: number }[]
>`
  select e.verdict, e.blame, v.reason, jsonb_array_length(d.attempts) as requests,
    coalesce((d.turns -> 0 -> 'stimulus' ->> 'duration_ms')::float8, 0) as spoken,
    extract(epoch from e.finished_at - e.started_at)::float8 * 1000 as ms
  from voice_test_executions e
  join validation_results v on v.execution_id = e.id
  join execution_details d on d.execution_id = e.id
  where e.run_id = ${run.id}`

type Expected = { called: string; blame: string }

async function expectInvalid(name: string, run: StartedRun, { called, blame }: Expected) {
  const { counts } = await ended(run.ctx, run.id, patience(60_000))
  expect({ name, ...counts }).toMatchObject({ name, invalid: items, failed: 0, passed: 0 })
  const rows = await records(run)
  const lasting = rows.length === items
  expect({ name, tries: rows.length }).toEqual({ name, tries: lasting ? items : items * tries })
  for (const row of rows) {
    expect({ name, ...row }).toMatchObject({ name, verdict: 'invalid', blame })
    expect(`${name}: ${row.reason}`).toContain(called)
    expect(row.requests).toBeLessThanOrEqual(requests)
  }
  return rows.map(({ ms, spoken }) => ms - spoken)
}

/** Makes another kind of target of it. */
async function speakTo(
  targetId: string,
  connector: string,
  config: object,
  secrets: Record<string, string> = {},
): Promise<void> {
  await stage.client.db
    .update(configurations)
    .set({ connector, config, secrets: sealTargetSecrets(targetId, secrets) })
    .where(eq(configurations.id, targetId))
}

/** Runs against a server that answers the question before the run, and plays `script` afterwards. */
async function meet(script: Script, mode: 'text' | 'voice', connector: 'houndify' | 'http') {
  const server = await startScriptedServer((socket, number) =>
    number === 1 ? socket.end(httpAnswer(503, '')) : script(socket, number),
  )
  onTestFinished(() => server.close())
  return stage.run({
    ...{ items, concurrency: items, mode, url: server.url.replace('/v1', '') },
    config: limits,
    ...(connector === 'http' && {
      prepare: ({ target }) =>
        speakTo(target.id, connector, {
          ...{ preset: 'custom', url: server.url, reply_path: '$.reply', ...limits },
        }),
    }),
  })
}

const ways = [
  ['houndify', 'text'],
  ['houndify', 'voice'],
  ['http', 'text'],
] as const

test(
  'wherever the voice AI breaks off, the execution is not judgeable, within all limits',
  { timeout: patience(90_000) },
  async () => {
    const warm = await stage.run({ items: 50, concurrency: 50 })
    await ended(warm.ctx, warm.id)
    // The voices are no growth either: they are there from the first spoken word.
    const spoken = await meet(scripts['500'].script, 'voice', 'houndify')
    await ended(spoken.ctx, spoken.id, patience(60_000))
    const before = await worker.rss()
    let highest = before
    const gauge = setInterval(
      () => void worker.rss().then((now) => (highest = Math.max(highest, now))),
      50,
    )
    onTestFinished(() => clearInterval(gauge))
    const runs = await Promise.all(
      ways.flatMap(([connector, mode]) =>
        Object.entries(scripts).map(async ([name, expected]) => ({
          ...{ name: `${connector} by ${mode}: ${name}`, expected },
          run: await meet(expected.script, mode, connector),
        })),
      ),
    )
    const times: number[] = []
    for (const { name, expected, run } of runs)
      times.push(...(await expectInvalid(name, run, expected)))
    const growthMb = (highest - before) / 2 ** 20
    report('voice AI breaks off', { executions: times.length, ms: times, growthMb })
    times.sort((a, b) => a - b)
    // Half a second beyond the limit; the very last may have waited for a processor as well.
    expect(times[Math.floor(times.length * 0.9)]).toBeLessThanOrEqual(totalMs + 500)
    expect(times.at(-1)).toBeLessThanOrEqual(totalMs + 3_000)
    expect(growthMb).toBeLessThanOrEqual(100)
  },
)

const liveFaults: [FakeFault, Expected][] = [
  ['close', { called: 'server error', blame: 'infrastructure' }],
  ['reset', { called: 'reset', blame: 'transport' }],
  ['silence', { called: 'timeout', blame: 'transport' }],
  ['garbage', { called: 'protocol', blame: 'transport' }],
  ['huge', { called: 'too large', blame: 'transport' }],
]

test(
  'what comes over a WebSocket in the place of an answer is not judgeable',
  { timeout: patience(60_000) },
  async () => {
    const mind = await createFakeMind()
    onTestFinished(() => mind.close())
    const runs = await Promise.all(
      liveFaults.map(async ([fault, expected]) => {
        const live = await startFakeWebsocket(() => openaiProtocol(mind))
        onTestFinished(() => live.close())
        live.fault = fault
        const run = await stage.run({
          ...{ items, concurrency: items, mode: 'voice' },
          prepare: ({ target }) =>
            speakTo(
              target.id,
              'websocket',
              { ...openaiTarget(live.ws), ...limits, pace: 0 },
              {
                token: openaiToken,
              },
            ),
        })
        return { fault, expected, run }
      }),
    )
    for (const { fault, expected, run } of runs) await expectInvalid(fault, run, expected)
  },
)
