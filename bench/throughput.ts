// Executions a second of one worker against a peer without latency, beside what bounds it:
// the job queue alone and the call alone. `node bench/throughput.ts [--rounds 3] [--executions 16000] [--connector http]`:
// Houndify and 20 cases, or the `http` connector and 1,000.
import { parseArgs } from 'node:util'

import { request } from 'undici'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, round } from '#bench/rig/figures.ts'
import { openRawQueue } from '#bench/rig/raw-queue.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    executions: { type: 'string', default: '16000' },
    concurrency: { type: 'string', default: '500' },
    connector: { type: 'string', default: 'houndify' },
    'cpu-prof': { type: 'string' },
    statements: { type: 'boolean', default: false },
  },
})
const executions = Number(values.executions)
const concurrency = Number(values.concurrency)

const isEcho = values.connector === 'http'
const question = isEcho
  ? { path: '', body: JSON.stringify({ text: 'hello 1' }) }
  : {
      path: '/text',
      body: JSON.stringify({ query: 'what is the weather in toronto', padding: 'x'.repeat(400) }),
    }

/** The call and nothing else: requests a second with 64 in flight, and our CPU time of each in µs. */
async function plainHttp(url: string, calls: number) {
  const { path, body } = question
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (next++ < calls) {
        const answer = await request(`${url}${path}`, { method: 'POST', body })
        JSON.parse(await answer.body.text())
      }
    }),
  )
  const { user, system } = process.cpuUsage(cpu)
  return { rate: (calls * 1_000) / (performance.now() - startedAt), cpuUs: (user + system) / calls }
}

async function measure(bench: Bench) {
  const peer = isEcho ? await bench.echo() : await bench.peer(0)
  const worker = await bench.worker(
    concurrency,
    values['cpu-prof'] ? ['--cpu-prof', `--cpu-prof-dir=${values['cpu-prof']}`] : [],
  )
  // Room for those that wait to be recorded while the next calls are made.
  const setting = isEcho
    ? await bench.echoSetting(peer.url, concurrency * 2, 1_000)
    : await bench.setting(peer.url, concurrency * 2)
  const queue = await openRawQueue(bench.url)
  const pipeline = async (count: number) => {
    const before = worker.cpuMs()
    const peerBefore = peer.program.cpuMs()
    const { totalMs, workMs } = await bench.ended(await bench.start(setting, count))
    return {
      peerUs: ((peer.program.cpuMs() - peerBefore) * 1_000) / count,
      rssMb: worker.rssMb(),
      rate: (count * 1_000) / totalMs,
      workRate: (count * 1_000) / workMs,
      cpuUs: ((worker.cpuMs() - before) * 1_000) / count,
    }
  }
  // Compiles the code and fills the caches of all three.
  await pipeline(4_000)
  await plainHttp(peer.url, 2_000)
  await queue.rate(2_000)
  if (values.statements) await bench.client.sql`create extension if not exists pg_stat_statements`
  const rounds = []
  for (let index = 0; index < Number(values.rounds); index++) {
    const canary = await bench.canary.read()
    const raw = await queue.rate(executions * 3)
    const http = await plainHttp(peer.url, executions * 2)
    const ours = await pipeline(executions)
    rounds.push({ raw, http, ours })
    console.error(
      `round ${index + 1}: ours ${Math.round(ours.rate)}/s (${Math.round(ours.workRate)}/s once begun, ${Math.round(ours.cpuUs)} µs CPU, ${Math.round(ours.rssMb)} MB, peer ${Math.round(ours.peerUs)} µs), ` +
        `queue ${Math.round(raw)}/s, http ${Math.round(http.rate)}/s (${Math.round(http.cpuUs)} µs); ` +
        `loop ${round(canary.cpuMs)} ms, commit ${round(canary.commitMs)} ms`,
    )
  }
  await queue.close()
  return rounds
}

const bench = await openBench({ statements: values.statements })
try {
  const rounds = await measure(bench)
  if (values.statements) await bench.printStatements()
  const toQueue = rounds.map(({ ours, raw }) => ours.rate / raw)
  const toHttp = rounds.map(({ ours, http }) => ours.rate / http.rate)
  const cpu = rounds.map(({ ours, http }) => ours.cpuUs - http.cpuUs)
  report(
    'throughput',
    [
      {
        goal: 1,
        name: 'executions, all records durable / no-op jobs of the raw queue',
        value: median(toQueue),
        unit: 'x',
        better: 'higher',
        gate: 0.25,
        aim: 0.3,
        reference: 'pg-boss fetch and complete, batches of 100, 4 pollers',
        rounds: toQueue.map(round),
      },
      {
        goal: 2,
        name: 'executions, all records durable / plain HTTP to the same peer',
        value: median(toHttp),
        unit: 'x',
        better: 'higher',
        gate: 0.18,
        aim: 0.45,
        reference: 'undici.request, 64 in flight',
        rounds: toHttp.map(round),
      },
      {
        goal: 13,
        name: 'CPU of the worker for an execution beyond the call',
        value: median(cpu),
        unit: 'µs',
        better: 'lower',
        gate: 300,
        aim: 250,
        reference: 'less the CPU of a plain call',
        rounds: cpu.map(round),
      },
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
