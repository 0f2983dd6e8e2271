// What the product costs when nobody uses it: memory of every process that `npm start` leaves running (PostgreSQL apart,
// which is the rig's here), that of a worker, and transactions on the database. `node bench/idle.ts [--seconds 20]`
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, round } from '#bench/rig/figures.ts'
import { processesOf, type Process } from '#bench/rig/processes.ts'
import { report } from '#bench/rig/report.ts'
import { freePort } from '#db/embedded/port.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    settle: { type: 'string', default: '30' },
  },
})
const seconds = Number(values.seconds)

/** The whole product as a person starts it, on the rig's database. Waits until it answers. */
async function startProduct(bench: Bench, dataDir: string) {
  const port = await freePort(0, '127.0.0.1')
  const npm = spawn('npm', ['start'], {
    cwd: fromRoot('.'),
    env: {
      ...process.env,
      EARSHOT_DATA_DIR: dataDir,
      DATABASE_URL: bench.url,
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 2, 2],
  })
  const gone = once(npm, 'exit')
  const stop = async () => {
    if (npm.exitCode === null && npm.signalCode === null) npm.kill('SIGTERM')
    await gone
  }
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  const deadline = performance.now() + 300_000
  while (!(await isReady())) {
    if (npm.exitCode !== null || performance.now() > deadline) {
      await stop()
      throw new Error('The product did not start')
    }
    await sleep(500)
  }
  return { stop }
}

async function transactions(bench: Bench): Promise<number> {
  const [row] = await bench.client.sql<{ n: number }[]>`
    select (xact_commit + xact_rollback)::float8 as n from pg_stat_database
    where datname = current_database()`
  return row?.n ?? NaN
}

const sum = (all: readonly Process[], what: 'rssMb' | 'pssMb' | 'cpuMs') =>
  all.reduce((total, one) => total + one[what], 0)

async function measure(bench: Bench, dataDir: string) {
  await sleep(Number(values.settle) * 1_000)
  await bench.canary.read()
  const before = { tx: await transactions(bench), cpu: sum(processesOf(dataDir), 'cpuMs') }
  const looks: Process[][] = []
  for (let look = 0; look < 5; look++) {
    await sleep((seconds * 1_000) / 5)
    looks.push(processesOf(dataDir))
  }
  const last = looks.at(-1) ?? []
  const perSecond = ((await transactions(bench)) - before.tx - 1) / seconds
  for (const { role, pid, rssMb, pssMb } of last)
    console.error(`  ${role} (${pid}): ${Math.round(rssMb)} MB, ${Math.round(pssMb)} MB of its own`)
  const pss = median(looks.map((all) => sum(all, 'pssMb')))
  const cpu = (sum(last, 'cpuMs') - before.cpu) / (seconds * 10)
  console.error(
    `all idle: ${round(cpu)} % of a core, ${Math.round(pss)} MB when shared pages count once`,
  )
  const workers = looks.map((all) => all.filter(({ role }) => role === 'worker'))
  if (workers.some((all) => all.length === 0)) throw new Error('No worker is running')
  return {
    allMb: median(looks.map((all) => sum(all, 'rssMb'))),
    workerMb: median(workers.map((all) => sum(all, 'rssMb') / all.length)),
    perSecond,
    count: last.length,
    pss,
  }
}

const bench = await openBench()
const dataDir = mkdtempSync(join(tmpdir(), 'earshot-bench-idle-'))
try {
  const product = await startProduct(bench, dataDir)
  try {
    const { allMb, workerMb, perSecond, count, pss } = await measure(bench, dataDir)
    const lower = { better: 'lower' as const }
    report(
      'idle',
      [
        {
          ...{ goal: 24, name: 'memory of the idle product, all processes', unit: 'MB', ...lower },
          ...{ value: allMb, gate: 550, aim: 550 },
          reference: `resident sizes of ${count} processes, PostgreSQL apart; ${Math.round(pss)} MB when shared pages count once`,
        },
        {
          ...{ goal: 14, name: 'memory of an idle worker', unit: 'MB', ...lower },
          ...{ value: workerMb, gate: 110, aim: 110, reference: 'resident size' },
        },
        {
          ...{ goal: 15, name: 'transactions of the idle product', unit: '/s', ...lower },
          ...{ value: perSecond, gate: 4, aim: 4, reference: `over ${seconds} s` },
        },
      ],
      bench.canary.summary(),
    )
  } finally {
    await product.stop()
  }
} finally {
  await bench.close()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}
