// Cases a second beside botium-core and promptfoo, each as its documentation runs it, and beside what bounds us: the job
// queue alone and the call alone. All call the same echo, a process of its own; ours with the connector `http`, every
// result durable and counted. Installs both on first use (400 MB). `node bench/peers.ts [--rounds 3] [--cases 1000]`
import { parseArgs } from 'node:util'

import { request } from 'undici'
import { z } from 'zod'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, round } from '#bench/rig/figures.ts'
import { install, rateOf, type Peer } from '#bench/rig/installed-peer.ts'
import { Program } from '#bench/rig/program.ts'
import { openRawQueue } from '#bench/rig/raw-queue.ts'
import { report, type Figure } from '#bench/rig/report.ts'
import {
  createOrganization,
  createSuiteFixture,
  createTargetFixture,
  createUser,
  ctxFor,
} from '#db/testing/factories.ts'
import { HttpConfig } from '#lib/engines/connectors/http/settings.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    cases: { type: 'string', default: '1000' },
    /** the second run of ours has so many times the cases */
    repetitions: { type: 'string', default: '10' },
    concurrency: { type: 'string', default: '500' },
    'cpu-prof': { type: 'string' },
    statements: { type: 'boolean', default: false },
  },
})
const cases = Number(values.cases)
const repetitions = Number(values.repetitions)
const concurrency = Number(values.concurrency)

const botium: Peer = { name: 'botium-core', program: 'botium.ts', flags: [] }
const promptfoo: Peer = { name: 'promptfoo', program: 'promptfoo.ts', flags: ['--omit=optional'] }

const expected = (id: string, said: string, pattern: string) => ({
  ...{ id, name: id, description: '', priority: 'medium' as const, status: 'active' as const },
  tags: [],
  languages: { 'en-US': { voice: 'default' } },
  turns: [{ say: said, expect: { response: { matches: pattern } } }],
})

/** An organization with `cases` distinct cases that the echo passes, and one that it must fail. */
async function createOurs(bench: Bench, echoUrl: string) {
  const { db } = bench.client
  const organization = await createOrganization(db, { maxConcurrentTests: concurrency * 2 })
  const ctx = ctxFor(db, await createUser(db, organization, 'admin'))
  const { suite } = await createSuiteFixture(ctx, {
    cases: Array.from({ length: cases }, (_, i) =>
      expected(`case-${i}`, `hello ${i}`, `^You said: hello ${i}$`),
    ),
  })
  const control = await createSuiteFixture(ctx, {
    cases: [expected('control', 'hello', '^You said: goodbye$')],
  })
  const config = HttpConfig.parse({
    ...{ preset: 'custom', url: echoUrl, text_body: { text: '{{text}}' }, reply_path: '$.text' },
  })
  const target = await createTargetFixture(ctx, { connector: 'http', config })
  const start = async (suiteId: string, times: number) => {
    const asked = { suite_ids: [suiteId], target: target.id, mode: 'text', repetitions: times }
    return (await startRun(ctx, StartRunInput.parse(asked))).id
  }
  return {
    start: (times: number) => start(suite.id, times),
    startControl: () => start(control.suite.id, 1),
  }
}
type Ours = Awaited<ReturnType<typeof createOurs>>

/** Throws unless the case that expects what the echo does not say has failed. */
async function checkControl(bench: Bench, ours: Ours): Promise<void> {
  const runId = await ours.startControl()
  for (;;) {
    const [row] = await bench.client.sql<{ status: string; failed: number }[]>`
      select r.status, s.failed from test_runs r join run_summaries s on s.run_id = r.id
      where r.id = ${runId}`
    if (row?.status === 'completed' && row.failed === 1) return
    if (row?.status === 'completed' || row?.status === 'failed')
      throw new Error('Our control case did not fail')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The call and nothing else: requests a second with 64 in flight, and our CPU time of each in µs. */
async function plainHttp(url: string, calls: number) {
  const headers = { 'content-type': 'application/json' }
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      for (let i = next++; i < calls; i = next++) {
        const body = JSON.stringify({ text: `hello ${i % cases}` })
        const answer = await request(url, { method: 'POST', headers, body })
        z.object({ text: z.string() }).parse(JSON.parse(await answer.body.text()))
      }
    }),
  )
  const { user, system } = process.cpuUsage(cpu)
  return { rate: (calls * 1_000) / (performance.now() - startedAt), cpuUs: (user + system) / calls }
}

type Round = Record<'botium' | 'promptfoo', number | null> &
  Record<'short' | 'long' | 'queue' | 'http' | 'cpuUs', number>

async function measure(bench: Bench, echoUrl: string): Promise<Round[]> {
  const ours = await createOurs(bench, echoUrl)
  const profile = values['cpu-prof']
  const worker = await bench.worker(
    concurrency,
    profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  )
  const queue = await openRawQueue(bench.url)
  const run = async (times: number) => {
    const { totalMs } = await bench.ended(await ours.start(times))
    return (cases * times * 1_000) / totalMs
  }
  const peers = [botium, promptfoo].map((peer) => ({ peer, usable: install(peer) }))
  const rateOfPeer = (at: number) => {
    const one = peers[at]
    return one?.usable ? rateOf(one.peer, echoUrl, cases) : null
  }
  await checkControl(bench, ours)
  // Compiles the code and fills the caches; the others have a warm-up of their own.
  await run(4)
  await plainHttp(echoUrl, 2_000)
  await queue.rate(2_000)
  if (values.statements) await bench.client.sql`create extension if not exists pg_stat_statements`
  const rounds: Round[] = []
  for (let index = 0; index < Number(values.rounds); index++) {
    await bench.canary.read()
    const others = { botium: await rateOfPeer(0), promptfoo: await rateOfPeer(1) }
    const short = await run(1)
    const cpuBefore = worker.cpuMs()
    const long = await run(repetitions)
    const cpu = ((worker.cpuMs() - cpuBefore) * 1_000) / (cases * repetitions)
    const raw = await queue.rate(20_000)
    const http = await plainHttp(echoUrl, 20_000)
    const figures = { short, long, queue: raw, http: http.rate, cpuUs: cpu - http.cpuUs }
    rounds.push({ ...others, ...figures })
    console.error(
      `round ${index + 1}: botium-core ${told(others.botium)}, promptfoo ${told(others.promptfoo)}, ` +
        `ours ${told(short)} (${cases}) and ${told(long)} (${cases * repetitions}; ` +
        `${Math.round(cpu)} µs CPU each), queue ${told(raw)}, http ${told(http.rate)} (${Math.round(http.cpuUs)} µs)`,
    )
  }
  await queue.close()
  return rounds
}

const told = (rate: number | null) => (rate === null ? 'not installed' : `${Math.round(rate)}/s`)

/** A figure of ratios, one of each round; none when a peer could not be installed. */
function ratios(
  [goal, name, gate, aim, reference]: [number, string, number, number, string],
  found: (number | null)[],
): Figure[] {
  const rounds = found.filter((ratio) => ratio !== null)
  if (rounds.length === 0) return []
  const figure = { goal, name, value: median(rounds), unit: 'x', better: 'higher' as const }
  return [{ ...figure, gate, aim, reference, rounds: rounds.map(round) }]
}

function figuresOf(rounds: Round[]): Figure[] {
  const to = (size: 'short' | 'long', other: 'botium' | 'promptfoo' | 'queue' | 'http') =>
    rounds.map((one) => {
      const rate = one[other]
      return rate === null ? null : one[size] / rate
    })
  const few = `a run of ${cases} cases`
  const many = `a run of ${cases * repetitions}`
  const rest = '10 containers, 1 turn, nothing stored'
  const stored = '20 calls at once, results stored'
  const batches = 'pg-boss fetch and complete, batches of 100, 4 pollers'
  const cpu = rounds.map(({ cpuUs }) => cpuUs)
  return [
    ...ratios([3, `${few} / botium-core`, 8, 12, rest], to('short', 'botium')),
    ...ratios([3, `${many} / botium-core`, 8, 12, rest], to('long', 'botium')),
    ...ratios([4, `${few} / promptfoo`, 10, 15, stored], to('short', 'promptfoo')),
    ...ratios([4, `${many} / promptfoo`, 10, 15, stored], to('long', 'promptfoo')),
    ...ratios(
      [1, `${many} / no-op jobs of the raw queue`, 0.25, 0.3, batches],
      to('long', 'queue'),
    ),
    ...ratios(
      [2, `${many} / plain HTTP to the same echo`, 0.18, 0.45, 'undici.request, 64 in flight'],
      to('long', 'http'),
    ),
    {
      ...{ goal: 13, name: 'CPU of the worker for an execution beyond the call', unit: 'µs' },
      ...{ value: median(cpu), better: 'lower', gate: 300, aim: 250 },
      ...{ reference: 'less the CPU of a plain call', rounds: cpu.map(round) },
    },
  ]
}

const bench = await openBench({ statements: values.statements })
const echo = new Program(`${import.meta.dirname}/rig/echo.ts`)
try {
  const { url } = await echo.message(z.object({ url: z.url() }))
  const rounds = await measure(bench, url)
  if (values.statements) await bench.printStatements()
  report('peers', figuresOf(rounds), bench.canary.summary())
} finally {
  await echo.stop()
  await bench.close()
}
