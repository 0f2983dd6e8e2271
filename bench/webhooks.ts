// Deliveries of webhooks at the web application and at the receiver on WEBHOOK_PORT, beside a running worker: a burst, forged
// ones among it, until all are settled; and answers at a steady rate. Each delivery is signed, verified, written down with
// its job and acknowledged. `node bench/webhooks.ts [--deliveries 10000] [--rounds 3] [--seconds 10] [--rate 100]`
import '#bench/rig/own-keys.ts'

import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { Agent, request } from 'undici'
import { z } from 'zod'

import { freePort } from '#db/embedded/port.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import {
  createConnectionFixture,
  fromGithub,
  newSha,
  pushPayload,
  type Sent,
} from '#lib/webhooks/testing/deliveries.ts'
import { ensureBuild } from '#scripts/processes/build.ts'
import { until } from '#workers/testing/pipeline.ts'
import { sendAll } from '#workers/testing/webhook-traffic.ts'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, quantile, round } from '#bench/rig/figures.ts'
import { Program } from '#bench/rig/program.ts'
import { report, type Figure } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '100' },
  },
})
const total = Number(values.deliveries)
const secret = 'the secret of the benchmark'
const concurrency = 64

const programOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const Ready = z.object({ ready: z.literal(true), port: z.number() })

/** Limits are raised for the repeated rounds: by default a minute holds 30,000 deliveries of a connection. */
const environment = (bench: Bench) => ({
  ENVIRONMENT: 'test',
  DATABASE_URL: bench.url,
  API_HOST: '127.0.0.1',
  WEBHOOK_ADDRESS_LIMIT: '10000000',
  WEBHOOK_CONNECTION_LIMIT: '10000000',
})

type Door = { program: Program; url: string }

async function open(program: Program): Promise<Door> {
  const { port } = await program.message(Ready)
  return { program, url: `http://127.0.0.1:${port}/webhooks/ci-cd` }
}

/** The web application as the product starts it, with its request log. */
async function openWeb(bench: Bench): Promise<Door> {
  await ensureBuild((line) => console.error(line))
  const port = await freePort(0, '127.0.0.1')
  const program = new Program(programOf('../node_modules/next/dist/bin/next'), {
    args: ['start', '--hostname', '127.0.0.1', '--port', String(port)],
    env: { ...environment(bench), NODE_ENV: 'production', PROCESS_NAME: 'bench-web' },
    silent: true,
  })
  const url = `http://127.0.0.1:${port}`
  await until('the web application to answer', () =>
    fetch(`${url}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  return { program, url: `${url}/api/webhooks/ci-cd` }
}

const openReceiver = (bench: Bench) =>
  open(
    new Program(programOf('../workers/ingest/main.ts'), {
      env: { ...environment(bench), WEBHOOK_PORT: '0', PROCESS_NAME: 'bench-ingest' },
      silent: true,
    }),
  )

/** Every hundredth delivery is a push to main, which a rule runs; each commit of main is told of ten times. */
const perRun = 1_000
let commit = newSha()
let made = 0

function push(): Sent {
  if (made++ % perRun === 0) commit = newSha()
  return fromGithub(
    secret,
    made % 100 === 1
      ? pushPayload({ branch: 'main', sha: commit })
      : pushPayload({ branch: `feature-${made}` }),
  )
}

const deliveries = (count: number): Sent[] => Array.from({ length: count }, push)

const forge = (sent: Sent): Sent => ({
  ...sent,
  body: Buffer.concat([sent.body, Buffer.from(' ')]),
})

type Counts = Record<'rows' | 'jobs' | 'runs', number>

async function counted(bench: Bench): Promise<Counts> {
  const [row] = await bench.client.sql<Counts[]>`
    select (select count(*)::int from webhook_deliveries) as rows,
      (select count(*)::int from pgboss.job where name = 'webhook.process') as jobs,
      (select count(*)::int from test_runs) as runs`
  return row ?? { rows: 0, jobs: 0, runs: 0 }
}

/** Waits until no delivery waits; a look costs next to nothing. */
const settled = (bench: Bench) =>
  until(
    'all deliveries to be settled',
    async () => {
      const open = await bench.client.sql`
        select 1 from webhook_deliveries where status = 'accepted' limit 1`
      return open.length === 0
    },
    120_000,
  )

type Burst = { seconds: number; p99: number; settledPerSecond: number }

/** Throws when one was lost, doubled, or taken although it was forged, or when a commit was not run exactly once. */
async function burst(bench: Bench, url: string): Promise<Burst> {
  made = 0
  const genuine = deliveries(total)
  const mixed = genuine.flatMap((sent, index) => (index % 10 === 0 ? [sent, forge(sent)] : [sent]))
  const before = await counted(bench)
  const startedAt = performance.now()
  const answers = await sendAll(url, mixed, concurrency)
  const seconds = (performance.now() - startedAt) / 1_000
  const taken = answers.filter(({ status }) => status === 202).length
  const refused = answers.filter(({ status }) => status === 401).length
  await settled(bench)
  const settledPerSecond = (total * 1_000) / (performance.now() - startedAt)
  const after = await counted(bench)
  const runs = after.runs - before.runs
  if (
    taken !== total ||
    refused !== mixed.length - total ||
    after.rows - before.rows !== total ||
    after.jobs - before.jobs !== total ||
    runs !== Math.ceil(total / perRun)
  )
    throw new Error(
      `${taken} of ${total} taken, ${refused} refused, ${after.rows - before.rows} rows, ` +
        `${after.jobs - before.jobs} jobs, ${runs} runs`,
    )
  const times = answers.map(({ ms }) => ms)
  const p99 = quantile(times, 0.99)
  console.error(
    `  burst: ${seconds.toFixed(2)} s, answers p50 ${median(times).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ` +
      `settled at ${Math.round(settledPerSecond)}/s, ${runs} runs`,
  )
  return { seconds, p99, settledPerSecond }
}

async function bareBurst(url: string): Promise<number> {
  const sent = deliveries(Math.round(total * 1.1))
  const startedAt = performance.now()
  await sendAll(url, sent, concurrency)
  return (performance.now() - startedAt) / 1_000
}

/** ms of each answer when deliveries come at a fixed rate, whether or not those before are answered. */
async function steady(url: string): Promise<number[]> {
  const count = Number(values.seconds) * Number(values.rate)
  const sent = deliveries(count)
  const dispatcher = new Agent({ connections: 64 })
  const startedAt = performance.now()
  const answers: Promise<number>[] = []
  for (const [index, one] of sent.entries()) {
    const due = startedAt + (index * 1_000) / Number(values.rate)
    if (due > performance.now()) await sleep(due - performance.now())
    const at = performance.now()
    answers.push(
      request(url, { method: 'POST', dispatcher, ...one }).then(async ({ statusCode, body }) => {
        await body.dump()
        if (statusCode !== 202) throw new Error(`A delivery got ${statusCode}`)
        return performance.now() - at
      }),
    )
  }
  try {
    return await Promise.all(answers)
  } finally {
    await dispatcher.close()
  }
}

/** A connection with the rule that runs pushes to main, and a voice AI that answers at once. */
async function createConnection(bench: Bench): Promise<void> {
  const peer = await bench.peer(0)
  const { ctx, suite, target } = await bench.setting(peer.url, 20)
  const connection = await createConnectionFixture(ctx, { inbound: { webhook_secret: secret } })
  const rule = {
    name: 'main',
    events: ['push' as const],
    branches: ['main'],
    mode: 'text' as const,
  }
  const rules = [{ ...rule, suites: [suite.name], target: target.name }]
  await setTriggers(ctx, connection.id, { rules })
}

/** Bursts at a door, each beside one at the bare server. */
async function bursts(bench: Bench, door: Door, bareUrl: string) {
  await sendAll(door.url, deliveries(1_000), concurrency)
  await settled(bench)
  const found: (Burst & { ratio: number })[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    await bench.canary.read()
    const reference = await bareBurst(bareUrl)
    const one = await burst(bench, door.url)
    found.push({ ...one, ratio: one.seconds / reference })
  }
  return found
}

function figuresOf(name: string, found: Awaited<ReturnType<typeof bursts>>): Figure[] {
  const of = (what: keyof (typeof found)[number]) => found.map((one) => one[what])
  const figure = (what: keyof Burst) => ({ value: median(of(what)), rounds: of(what).map(round) })
  const sent = `${total} deliveries and 10 % forged`
  return [
    {
      ...{ goal: 8, name: `${name}: ${sent}, all taken once or refused`, unit: 's' },
      ...{ better: 'lower', gate: 6, aim: 3, ...figure('seconds') },
      reference: `${median(of('ratio')).toFixed(1)} times a node:http server that only answers`,
    },
    {
      ...{ goal: 8, name: `${name}: answers, p99`, unit: 'ms' },
      ...{ better: 'lower', gate: 300, aim: 300, ...figure('p99') },
      reference: `${concurrency} at once`,
    },
    {
      ...{ goal: 8, name: `${name}: deliveries settled`, unit: '/s' },
      ...{ better: 'higher', gate: 500, aim: 1_000, ...figure('settledPerSecond') },
      reference: 'from the first sent to the last settled; 1 in 100 matches a rule',
    },
  ]
}

async function measure(bench: Bench, programs: Program[]): Promise<Figure[]> {
  await createConnection(bench)
  await bench.worker(500)
  const bare = await open(new Program(programOf('./rig/bare-http.ts')))
  programs.push(bare.program)
  const web = await openWeb(bench)
  programs.push(web.program)
  const byWeb = figuresOf('web', await bursts(bench, web, bare.url))
  const times = await steady(web.url)
  await web.program.stop()
  const receiver = await openReceiver(bench)
  programs.push(receiver.program)
  const byReceiver = figuresOf('receiver', await bursts(bench, receiver, bare.url))
  return [
    ...byWeb,
    {
      ...{ goal: 9, name: 'web: answer to a webhook, p95', unit: 'ms', better: 'lower' },
      ...{ value: quantile(times, 0.95), gate: 100, aim: 25 },
      reference: `${values.rate}/s for ${values.seconds} s, median ${median(times).toFixed(1)} ms`,
    },
    ...byReceiver,
  ]
}

const bench = await openBench()
const programs: Program[] = []
try {
  report('webhooks', await measure(bench, programs), bench.canary.summary())
} finally {
  for (const program of programs) await program.stop()
  await bench.close()
}
