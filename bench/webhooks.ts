// Deliveries of webhooks at the web application and at the receiver on WEBHOOK_PORT, beside a running worker: a burst, forged
// ones among it, until all are settled; and answers at a steady rate. Each delivery is signed, verified, written down and
// acknowledged, and CPU time is told by process. `node bench/webhooks.ts [--deliveries 10000] [--rounds 3] [--seconds 10]
// [--rate 100] [--doors web,receiver] [--statements] [--cpu-prof FOLDER]`
import '#bench/rig/own-keys.ts'

import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import { createConnectionFixture } from '#lib/webhooks/testing/deliveries.ts'
import { until } from '#workers/testing/pipeline.ts'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, quantile, round } from '#bench/rig/figures.ts'
import { openPostgresCpu } from '#bench/rig/postgres-cpu.ts'
import type { Program } from '#bench/rig/program.ts'
import { report, type Figure } from '#bench/rig/report.ts'
import {
  openBare,
  openReceiver,
  openWeb,
  profileFlags,
  type Door,
} from '#bench/rig/webhook-doors.ts'
import { Senders, type Sending } from '#bench/rig/webhook-traffic.ts'

const { values } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '100' },
    doors: { type: 'string', default: 'web,receiver' },
    statements: { type: 'boolean', default: false },
    'cpu-prof': { type: 'string' },
  },
})
const total = Number(values.deliveries)
const secret = 'the secret of the benchmark'
const concurrency = 64

const flags = profileFlags(values['cpu-prof'])

/** Of every hundred deliveries one matches a rule; each commit is told of ten times. */
const matching = 100
const perRun = 1_000

const sendingTo = (url: string, more: Partial<Sending>): Sending => ({
  ...{ url, secret, count: total, forged: false, perRun, connections: concurrency, rate: null },
  ...more,
})

type Counts = Record<'rows' | 'settled' | 'jobs' | 'runs', number>

async function counted(bench: Bench): Promise<Counts> {
  const [row] = await bench.client.sql<Counts[]>`
    select (select count(*)::int from webhook_deliveries) as rows,
      (select count(*)::int from webhook_deliveries
        where processed_at is not null and jsonb_array_length(decisions) = 1) as settled,
      (select count(*)::int from pgboss.job where name = 'webhook.process') as jobs,
      (select count(*)::int from test_runs) as runs`
  return row ?? { rows: 0, settled: 0, jobs: 0, runs: 0 }
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

const processes = ['senders', 'door', 'PostgreSQL', 'worker'] as const
/** ms of CPU */
type Cpu = Record<(typeof processes)[number], number>

type Setting = { bench: Bench; worker: Program; senders: Senders; postgresMs: () => number }

const cpuOf = ({ worker, senders, postgresMs }: Setting, door: Door): Cpu => ({
  senders: senders.program.cpuMs(),
  door: door.program.cpuMs(),
  PostgreSQL: postgresMs(),
  worker: worker.cpuMs(),
})

type Burst = { seconds: number; p99: number; settledPerSecond: number; cpuEach: Cpu }

/** Throws when one was lost, doubled, or taken although it was forged, or when a commit was not run exactly once. */
async function burst(setting: Setting, door: Door): Promise<Burst> {
  const { bench, senders } = setting
  const sent = await senders.prepare(sendingTo(door.url, { forged: true }))
  const before = await counted(bench)
  const cpuBefore = cpuOf(setting, door)
  const startedAt = performance.now()
  const { ms, statuses, times } = await senders.send()
  await settled(bench)
  const settledPerSecond = (total * 1_000) / (performance.now() - startedAt)
  const cpuAfter = cpuOf(setting, door)
  const after = await counted(bench)
  const of = (what: keyof Counts) => after[what] - before[what]
  if (
    statuses['genuine 202'] !== total ||
    statuses['forged 401'] !== sent - total ||
    of('rows') !== total ||
    of('settled') !== total ||
    of('jobs') < Math.ceil(total / matching) ||
    of('runs') !== Math.ceil(total / perRun)
  )
    throw new Error(
      `${JSON.stringify(statuses)} of ${total}; ${of('rows')} rows, ${of('settled')} settled, ${of('jobs')} jobs, ` +
        `${of('runs')} runs`,
    )
  const each = (name: keyof Cpu) => ((cpuAfter[name] - cpuBefore[name]) * 1_000) / sent
  const cpuEach = Object.fromEntries(processes.map((name) => [name, each(name)])) as Cpu
  const p99 = quantile(times, 0.99)
  console.error(
    `  burst: ${(ms / 1_000).toFixed(2)} s, answers p50 ${median(times).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ` +
      `settled at ${Math.round(settledPerSecond)}/s, ${of('jobs')} jobs, ${of('runs')} runs; CPU for each: ` +
      processes.map((name) => `${name} ${Math.round(cpuEach[name])} µs`).join(', '),
  )
  return { seconds: ms / 1_000, p99, settledPerSecond, cpuEach }
}

async function bareBurst({ senders }: Setting, url: string): Promise<number> {
  await senders.prepare(sendingTo(url, { count: Math.round(total * 1.1) }))
  const { ms } = await senders.send()
  return ms / 1_000
}

/** ms of each answer when deliveries come at a fixed rate, whether or not those before are answered. */
async function steady({ senders }: Setting, url: string): Promise<number[]> {
  const count = Number(values.seconds) * Number(values.rate)
  await senders.prepare(sendingTo(url, { count, rate: Number(values.rate) }))
  const { statuses, times } = await senders.send()
  if (statuses['genuine 202'] !== count) throw new Error(`Answers: ${JSON.stringify(statuses)}`)
  return times
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
async function bursts(setting: Setting, door: Door, bareUrl: string) {
  await setting.senders.prepare(sendingTo(door.url, { count: 1_000 }))
  await setting.senders.send()
  await settled(setting.bench)
  const found: (Burst & { ratio: number })[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    await setting.bench.canary.read()
    const reference = await bareBurst(setting, bareUrl)
    const one = await burst(setting, door)
    found.push({ ...one, ratio: one.seconds / reference })
  }
  return found
}

function figuresOf(name: string, found: Awaited<ReturnType<typeof bursts>>): Figure[] {
  const of = (what: Exclude<keyof (typeof found)[number], 'cpuEach'>) =>
    found.map((one) => one[what])
  const figure = (what: Exclude<keyof Burst, 'cpuEach'>) => ({
    value: median(of(what)),
    rounds: of(what).map(round),
  })
  const sent = `${total} deliveries and 10 % forged`
  const cpu = processes.map(
    (one) => `${one} ${Math.round(median(found.map(({ cpuEach }) => cpuEach[one])))}`,
  )
  return [
    {
      ...{ goal: 8, name: `${name}: ${sent}, all taken once or refused`, unit: 's' },
      ...{ better: 'lower', gate: 6, aim: 3, ...figure('seconds') },
      reference:
        `${median(of('ratio')).toFixed(1)} times a node:http server that only answers; ` +
        `µs of CPU for each: ${cpu.join(', ')}`,
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

async function measureWeb(setting: Setting, web: Door, bareUrl: string): Promise<Figure[]> {
  const figures = figuresOf('web', await bursts(setting, web, bareUrl))
  const times = await steady(setting, web.url)
  return [
    ...figures,
    {
      ...{ goal: 9, name: 'web: answer to a webhook, p95', unit: 'ms', better: 'lower' },
      ...{ value: quantile(times, 0.95), gate: 100, aim: 25 },
      reference: `${values.rate}/s for ${values.seconds} s, median ${median(times).toFixed(1)} ms`,
    },
  ]
}

/** A worker that has just been started compiles what it judges with: what is measured is one that has done so. */
async function atRest(worker: Program): Promise<void> {
  let before = 0
  await until('the worker to be warm', async () => {
    await sleep(500)
    const used = worker.cpuMs() - before
    before += used
    return used < 50
  })
}

async function measure(bench: Bench, programs: Program[]): Promise<Figure[]> {
  await createConnection(bench)
  if (values.statements) await bench.client.sql`create extension if not exists pg_stat_statements`
  const worker = await bench.worker(500, flags)
  await atRest(worker)
  const senders = await Senders.open()
  programs.push(senders.program)
  const postgresMs = await openPostgresCpu(bench.client.sql)
  const setting = { bench, worker, senders, postgresMs }
  const bare = await openBare()
  programs.push(bare.program)
  const doors = new Set(values.doors.split(','))
  const figures: Figure[] = []
  if (doors.has('web')) {
    const web = await openWeb(bench, flags)
    programs.push(web.program)
    figures.push(...(await measureWeb(setting, web, bare.url)))
    await web.program.stop()
  }
  if (doors.has('receiver')) {
    const receiver = await openReceiver(bench, flags)
    programs.push(receiver.program)
    figures.push(...figuresOf('receiver', await bursts(setting, receiver, bare.url)))
  }
  if (values.statements) await bench.printStatements()
  return figures
}

const bench = await openBench({ statements: values.statements })
const programs: Program[] = []
try {
  report('webhooks', await measure(bench, programs), bench.canary.summary())
} finally {
  for (const program of programs) await program.stop()
  await bench.close()
}
