// How late the frames of a caller's speech leave a worker, measured at the write of each frame, with many voice calls at once
// that begin in waves.
// `node bench/lateness.ts [--slots 20,100,500,1000] [--waves 4]`
import { parseArgs } from 'node:util'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { round } from '#bench/rig/figures.ts'
import { readLateness } from '#bench/rig/lateness.ts'
import { type Figure, report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    slots: { type: 'string', default: '100,500,1000' },
    waves: { type: 'string', default: '4' },
  },
})
const waves = Number(values.waves)

async function measure(bench: Bench, url: string, slots: number) {
  const worker = await bench.worker(slots)
  const setting = await bench.setting(url, slots * 2, { pace: 1 })
  await bench.ended(await bench.start(setting, Math.min(slots, 100), 'voice'))
  const before = await readLateness(bench)
  const cpuBefore = worker.cpuMs()
  const executions = Math.ceil((slots * waves) / 20) * 20
  const runId = await bench.start(setting, executions, 'voice')
  const { workMs } = await bench.ended(runId)
  const cpuMs = worker.cpuMs() - cpuBefore
  const rssMb = worker.rssMb()
  const late = await readLateness(bench, before)
  await worker.stop()
  const worst = await bench.client.sql<{ ms: number }[]>`
    select max((d.turns -> 0 -> 'own_side' -> 'frames' ->> 'worst_ms')::float8) as ms
    from voice_test_executions e join execution_details d on d.execution_id = e.id
    where e.run_id = ${runId}`
  const max = worst[0]?.ms ?? Number.NaN
  console.error(
    `${slots} calls: ${late.frames} frames, late p50 ${round(late.at(0.5))} p95 ${round(late.at(0.95))} ` +
      `p99 ${round(late.at(0.99))} max ${round(max)} ms; ${round(cpuMs / executions)} ms CPU each, ` +
      `${round(cpuMs / workMs)} cores, ${Math.round(rssMb)} MB`,
  )
  return late.at(0.99)
}

const bench = await openBench()
try {
  const peer = await bench.voicePeer()
  const figures: Figure[] = []
  for (const slots of values.slots.split(',').map(Number)) {
    await bench.canary.read()
    figures.push({
      goal: 25,
      name: `lateness of frames, ${slots} voice calls at once in one worker, p99`,
      value: await measure(bench, peer.url, slots),
      unit: 'ms',
      better: 'lower',
      // A thousand on two cores is the aim, no gate.
      gate: slots > 500 ? Infinity : 5,
      aim: 5,
      reference: `${waves} waves; the time of each frame is counted from the beginning of its stimulus`,
    })
  }
  report('lateness', figures, bench.canary.summary())
} finally {
  await bench.close()
}
