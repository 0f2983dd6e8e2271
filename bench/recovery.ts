// kill -9 of a worker with calls in flight: how long until all of them have begun in the other one.
// `node bench/recovery.ts [--rounds 3] [--slots 40]`
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, round } from '#bench/rig/figures.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, slots: { type: 'string', default: '40' } },
})
const slots = Number(values.slots)
/** Calls outlast the recovery, so that all are under way when the worker dies. */
const latencyMs = 30_000

async function until(probe: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 90_000
  while (!(await probe())) {
    if (performance.now() > deadline) throw new Error('Items of the dead worker never began again')
    await sleep(25)
  }
}

async function killOnce(bench: Bench, peerUrl: string): Promise<number> {
  const setting = await bench.setting(peerUrl, slots)
  const victim = await bench.worker(slots)
  const begun = async (runId: string, attempt: number) => {
    const [row] = await bench.client.sql<{ n: number }[]>`
      select count(*)::int as n from test_execution_queue
      where run_id = ${runId} and status = 'running' and attempt >= ${attempt}`
    return row?.n === slots
  }
  const runId = await bench.start(setting, slots)
  await until(() => begun(runId, 1))
  const survivor = await bench.worker(slots)
  // At a random place between two heartbeats.
  await sleep(1_000 + Math.random() * 3_000)
  const killedAt = performance.now()
  victim.kill()
  await until(() => begun(runId, 2))
  const ms = performance.now() - killedAt
  survivor.kill()
  // Killed again, the same items would be suspected of killing workers.
  await bench.client.sql`
    update test_execution_queue set status = 'cancelled', finished_at = now() where run_id = ${runId}`
  return ms
}

const bench = await openBench()
try {
  const peer = await bench.peer(latencyMs)
  const times: number[] = []
  for (let index = 0; index < Number(values.rounds); index++) {
    await bench.canary.read()
    times.push((await killOnce(bench, peer.url)) / 1_000)
    console.error(`round ${index + 1}: ${round(times.at(-1) ?? NaN)} s`)
  }
  report(
    'recovery',
    [
      {
        goal: 7,
        name: `kill -9 of a worker until all its ${slots} calls have begun elsewhere`,
        value: median(times),
        unit: 's',
        better: 'lower',
        gate: 5,
        aim: 5,
        reference: 'nobody watches it: 2.5 s of silence, and a look every second',
        rounds: times.map(round),
      },
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
