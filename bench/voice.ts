// Hundreds of voice calls at once in one worker, their audio streamed in real time, wave after wave, against the ideal;
// what each costs in CPU and memory; and four workers against one.
// `node bench/voice.ts [--waves 10] [--slots 500] [--few 200]`
import { parseArgs } from 'node:util'

import { z } from 'zod'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { round } from '#bench/rig/figures.ts'
import { Program } from '#bench/rig/program.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    waves: { type: 'string', default: '10' },
    slots: { type: 'string', default: '500' },
    few: { type: 'string', default: '200' },
  },
})
const slots = Number(values.slots)
const waves = Number(values.waves)
const few = Number(values.few)
const many = 4

/** Speaks with so many calls at once; first one wave to warm up and to make the stimuli. */
async function speak(bench: Bench, url: string, workers: Program[], atOnce: number) {
  const setting = await bench.setting(url, atOnce * 2, { pace: 1 })
  await bench.ended(await bench.start(setting, atOnce, 'voice'))
  const idle = workers.map((worker) => worker.rssMb())
  const peaks = [...idle]
  const watch = setInterval(
    () => workers.forEach((one, at) => (peaks[at] = Math.max(peaks[at] ?? 0, one.rssMb()))),
    250,
  )
  const cpu = () => workers.reduce((sum, worker) => sum + worker.cpuMs(), 0)
  const before = cpu()
  const executions = Math.ceil((atOnce * waves) / 20) * 20
  const runId = await bench.start(setting, executions, 'voice')
  const { workMs } = await bench.ended(runId)
  clearInterval(watch)
  const spokenMs = await bench.spokenMs(runId)
  return {
    spokenMs,
    toIdeal: workMs / (waves * spokenMs),
    perSecond: (executions * 1_000) / workMs,
    cpuUs: ((cpu() - before) * 1_000) / executions,
    rssMb: Math.max(...peaks),
  }
}

async function bareCpuUs(url: string, spokenMs: number): Promise<number> {
  const args = [url, slots, slots * 3, spokenMs].map(String)
  const program = new Program(`${import.meta.dirname}/rig/bare-speaker.ts`, { args })
  return (await program.message(z.object({ cpuUs: z.number() }))).cpuUs
}

const bench = await openBench()
try {
  const peer = await bench.voicePeer()
  const worker = await bench.worker(slots)
  const idleMb = worker.rssMb()
  await bench.canary.read()
  const one = await speak(bench, peer.url, [worker], slots)
  await worker.stop()
  const bare = await bareCpuUs(peer.url, one.spokenMs)
  await bench.canary.read()
  console.error(
    `${slots} calls of ${Math.round(one.spokenMs)} ms: ${round(one.perSecond)}/s, ` +
      `${Math.round(one.cpuUs)} µs CPU each (streaming alone ${Math.round(bare)} µs), ` +
      `${Math.round(idleMb)} MB idle, ${Math.round(one.rssMb)} MB in flight: ` +
      `${round(((one.rssMb - idleMb) * 1_024) / slots)} kB a call`,
  )
  const single = await bench.worker(few)
  const alone = await speak(bench, peer.url, [single], few)
  const others = await Promise.all(Array.from({ length: many - 1 }, () => bench.worker(few)))
  const together = await speak(bench, peer.url, [single, ...others], few * many)
  report(
    'voice',
    [
      {
        goal: 5,
        name: `${slots} voice calls in flight, ${waves} waves, one worker / ideal`,
        value: one.toIdeal,
        unit: 'x',
        better: 'lower',
        gate: 1.15,
        aim: 1.08,
        reference: `ideal is ${waves} x the length of what is said`,
      },
      {
        goal: 13,
        name: 'CPU of the worker for a voice execution beyond the call',
        value: one.cpuUs - bare,
        unit: 'µs',
        better: 'lower',
        gate: 1_000,
        aim: 500,
        reference: 'less the CPU of streaming the same with node:http',
      },
      {
        goal: 14,
        name: `memory of a worker with ${slots} voice calls in flight`,
        value: one.rssMb,
        unit: 'MB',
        better: 'lower',
        gate: 500,
        aim: 400,
        reference: 'largest resident size seen, every 250 ms',
      },
      {
        goal: 12,
        name: `${many} workers / ${many} x one worker, voice calls`,
        value: together.perSecond / (many * alone.perSecond),
        unit: 'x',
        better: 'higher',
        gate: 0.85,
        aim: 0.93,
        reference: `${few} slots each`,
      },
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
