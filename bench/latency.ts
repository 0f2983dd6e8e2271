// How soon work starts on an idle system: from the request for a run to the first call at the voice AI, and
// from sending a job to its handler. `node bench/latency.ts [--runs 40] [--jobs 100]`
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { z } from 'zod'

import { startRun } from '#lib/runs/start-run.ts'
import { StartRunInput } from '#lib/runs/schema.ts'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, quantile } from '#bench/rig/figures.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '40' }, jobs: { type: 'string', default: '60' } },
})

/** ms from the call of `startRun` to the first request at the peer, each on an idle system. */
async function runsToCalls(bench: Bench): Promise<number[]> {
  const peer = await bench.peer(0)
  const { ctx, cases, target } = await bench.setting(peer.url, 10)
  const input = StartRunInput.parse({
    case_ids: [cases[0]?.id],
    target: target.id,
    mode: 'text',
  })
  const times: number[] = []
  for (let run = 0; run < Number(values.runs) + 5; run++) {
    await peer.program.ask('first', z.object({ armed: z.literal(true) }))
    const called = peer.program.message(z.object({ firstCallAt: z.number() }))
    const startedAt = performance.timeOrigin + performance.now()
    const { id } = await startRun(ctx, input)
    times.push((await called).firstCallAt - startedAt)
    await bench.ended(id)
    await sleep(20 + (run % 10) * 30) // at no fixed distance from any poll
  }
  return times.slice(5)
}

/** ms from committing a job to the moment its worker has begun it, by the database's clock. */
async function jobsToHandlers(bench: Bench): Promise<number[]> {
  const rows = await bench.client.sql<{ ms: number }[]>`
    select extract(epoch from started_on - created_on)::float8 * 1000 as ms from pgboss.job
    where name = 'run.expand' and state = 'completed' order by created_on desc limit ${Number(values.jobs)}`
  return rows.map(({ ms }) => ms)
}

const bench = await openBench()
try {
  await bench.worker(100)
  await bench.canary.read()
  const calls = await runsToCalls(bench)
  await bench.canary.read()
  const jobs = await jobsToHandlers(bench)
  const figure = (name: string, times: number[], share: number, gate: number, aim: number) => ({
    goal: 6,
    name,
    value: share === 0.5 ? median(times) : quantile(times, share),
    unit: 'ms',
    better: 'lower' as const,
    gate,
    aim,
    reference: `${times.length} times on an idle system`,
  })
  report(
    'latency',
    [
      figure('job sent to its start, median', jobs, 0.5, 25, 8),
      figure('job sent to its start, p95', jobs, 0.95, 100, 40),
      figure('run requested to its first call, median', calls, 0.5, 100, 50),
      figure('run requested to its first call, p95', calls, 0.95, 250, 100),
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
