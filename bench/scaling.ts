// Four workers against four times one worker, with calls that wait: what more processes bring.
// `node bench/scaling.ts [--rounds 3] [--slots 50] [--latency 500] [--waves 12]`
import { parseArgs } from 'node:util'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, round } from '#bench/rig/figures.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    slots: { type: 'string', default: '50' },
    latency: { type: 'string', default: '500' },
    waves: { type: 'string', default: '12' },
  },
})
const slots = Number(values.slots)
const waves = Number(values.waves)
const many = 4

async function rate(bench: Bench, url: string, workers: number): Promise<number> {
  const setting = await bench.setting(url, slots * workers)
  const programs = []
  for (let count = 0; count < workers; count++) programs.push(await bench.worker(slots))
  await bench.ended(await bench.start(setting, slots * workers))
  const executions = Math.ceil((slots * workers * waves) / 20) * 20
  const { workMs } = await bench.ended(await bench.start(setting, executions))
  await Promise.all(programs.map((program) => program.stop()))
  return (executions * 1_000) / workMs
}

const bench = await openBench()
try {
  const peer = await bench.peer(Number(values.latency))
  const ratios: number[] = []
  for (let index = 0; index < Number(values.rounds); index++) {
    await bench.canary.read()
    const one = await rate(bench, peer.url, 1)
    const four = await rate(bench, peer.url, many)
    ratios.push(four / (many * one))
    const ideal = (slots * 1_000) / Number(values.latency)
    console.error(
      `round ${index + 1}: one ${Math.round(one)}/s (ideal ${ideal}/s), four ${Math.round(four)}/s`,
    )
  }
  report(
    'scaling',
    [
      {
        goal: 12,
        name: `${many} workers / ${many} x one worker, calls of ${values.latency} ms`,
        value: median(ratios),
        unit: 'x',
        better: 'higher',
        gate: 0.9,
        aim: 0.93,
        reference: `${slots} slots each`,
        rounds: ratios.map(round),
      },
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
