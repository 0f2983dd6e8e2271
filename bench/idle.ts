// What an idle installation costs: memory of worker and demo voice AI, transactions on the database.
// `node bench/idle.ts [--seconds 20]`
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { round } from '#bench/rig/figures.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } })
const seconds = Number(values.seconds)

/** Transactions and CPU ms of PostgreSQL so far; sessions report theirs with up to a second's delay. */
async function transactions(bench: Bench): Promise<number> {
  const [row] = await bench.client.sql<{ n: number }[]>`
    select (xact_commit + xact_rollback)::float8 as n from pg_stat_database
    where datname = current_database()`
  return row?.n ?? NaN
}

const bench = await openBench()
try {
  const simulator = await bench.simulator()
  const worker = await bench.worker(500)
  await bench.canary.read()
  await sleep(10_000)
  const before = { tx: await transactions(bench), cpu: worker.cpuMs() }
  await sleep(seconds * 1_000)
  const perSecond = ((await transactions(bench)) - before.tx - 1) / seconds
  const cpuShare = (worker.cpuMs() - before.cpu) / (seconds * 10)
  console.error(`worker idle: ${round(cpuShare)} % of a core`)
  report(
    'idle',
    [
      {
        goal: 14,
        name: 'memory of an idle worker',
        value: worker.rssMb(),
        unit: 'MB',
        better: 'lower',
        gate: 150,
        aim: 110,
        reference: 'resident size',
      },
      {
        goal: 15,
        name: 'transactions of an idle worker on the database',
        value: perSecond,
        unit: '/s',
        better: 'lower',
        gate: 10,
        aim: 4,
        reference: `over ${seconds} s`,
      },
      {
        goal: 24,
        name: 'idle memory of worker and demo voice AI, without web',
        value: worker.rssMb() + simulator.rssMb(),
        unit: 'MB',
        better: 'lower',
        gate: 500,
        aim: 350,
        reference: 'resident sizes; web takes the rest of the 800 MB',
      },
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
