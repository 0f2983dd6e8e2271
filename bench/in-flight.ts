// A thousand calls of two seconds in flight in one worker, wave after wave, against the ideal.
// `node bench/in-flight.ts [--rounds 1] [--waves 20] [--slots 1000] [--latency 2000]`
import { parseArgs } from 'node:util'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, round } from '#bench/rig/figures.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    waves: { type: 'string', default: '20' },
    slots: { type: 'string', default: '1000' },
    latency: { type: 'string', default: '2000' },
  },
})
const slots = Number(values.slots)
const waves = Number(values.waves)
const latencyMs = Number(values.latency)

async function measure(bench: Bench) {
  const peer = await bench.peer(latencyMs)
  const worker = await bench.worker(slots)
  // Room for those that wait to be recorded while the next calls are made.
  const setting = await bench.setting(peer.url, slots * 2)
  await bench.ended(await bench.start(setting, slots))
  const rounds = []
  for (let index = 0; index < Number(values.rounds); index++) {
    await bench.canary.read()
    const memory: number[] = []
    const watch = setInterval(() => memory.push(worker.rssMb()), 250)
    const before = worker.cpuMs()
    const { workMs } = await bench.ended(await bench.start(setting, slots * waves))
    clearInterval(watch)
    const figures = {
      toIdeal: workMs / (waves * latencyMs),
      rssMb: Math.max(...memory),
      cpuPerThousandMs: ((worker.cpuMs() - before) * 1_000) / (slots * waves),
    }
    rounds.push(figures)
    console.error(
      `round ${index + 1}: ${round(workMs / 1_000)} s for ${slots * waves} calls, ` +
        `${round(figures.cpuPerThousandMs)} ms CPU per 1,000, ${Math.round(figures.rssMb)} MB`,
    )
  }
  return rounds
}

const bench = await openBench()
try {
  const rounds = await measure(bench)
  const toIdeal = rounds.map((figures) => figures.toIdeal)
  report(
    'in-flight',
    [
      {
        goal: 5,
        name: `${slots} calls of ${latencyMs / 1_000} s in flight, ${waves} waves, one worker / ideal`,
        value: median(toIdeal),
        unit: 'x',
        better: 'lower',
        gate: 1.15,
        aim: 1.08,
        reference: `ideal is ${waves} x ${latencyMs / 1_000} s`,
        rounds: toIdeal.map(round),
      },
      {
        goal: 14,
        name: `memory of a worker with ${slots} calls in flight`,
        value: Math.max(...rounds.map(({ rssMb }) => rssMb)),
        unit: 'MB',
        better: 'lower',
        gate: 400,
        aim: 400,
        reference: 'largest resident size seen, every 250 ms',
      },
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
