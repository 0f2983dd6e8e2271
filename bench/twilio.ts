// What a telephone call costs the process that holds it: CPU of a frame, memory of a call, and whether frames stay on
// time. Flags: --calls 500, --seconds 5. Lines for people on stderr, one JSON object on stdout.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'

import { z } from 'zod'

import { twilioMediaStreams } from '#lib/engines/connectors/twilio-media-streams/index.ts'
import type { Session } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

import { fixedLoop } from '#bench/rig/canary.ts'
import { round } from '#bench/rig/figures.ts'
import { Program } from '#bench/rig/program.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '5' },
  },
})
const calls = Number(values.calls)
const seconds = Number(values.seconds)
/** of a call of 20 ms frames, per frame: 500 calls then fit into one core */
const gateUs = 40

const agent = new Program(`${import.meta.dirname}/rig/agent.ts`)
const { port } = await agent.message(z.object({ port: z.number() }))
const guard = createGuard({ allowedHosts: ['127.0.0.1'] })

async function silent(session: Session, durationMs: number): Promise<void> {
  const options = { signal: new AbortController().signal, pace: 1, maxAttempts: 1 }
  const turn = { kind: 'silence', durationMs, language: 'en-US' } as const
  for await (const event of session.turn(turn, options))
    if (event.type === 'error') throw new Error(event.message)
}

async function measure(frameMs: number) {
  const config = twilioMediaStreams.config.parse({
    ...{ url: `ws://127.0.0.1:${port}`, frame_ms: frameMs, agent_speaks_first: false },
    connect_timeout_s: 60,
  })
  globalThis.gc?.()
  const rssBefore = process.memoryUsage.rss()
  const sessions = Array.from({ length: calls }, () =>
    twilioMediaStreams.open(config, {}, { userId: 'bench', language: 'en-US', guard }),
  )
  // Callers do not come all at once; nor do their frames then.
  await Promise.all(
    sessions.map(async (session, n) => {
      await new Promise((resolve) => setTimeout(resolve, (n * 2_000) / calls))
      await silent(session, 1_000)
    }),
  )
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await Promise.all(sessions.map((session) => silent(session, seconds * 1_000)))
  const cpu = process.cpuUsage(before)
  const elapsedMs = performance.now() - startedAt
  delay.disable()
  const rss = process.memoryUsage.rss() - rssBefore
  await Promise.all(sessions.map((session) => session.close()))
  const cpuMs = (cpu.user + cpu.system) / 1_000
  const frames = (calls * elapsedMs) / frameMs
  return {
    frameMs,
    calls,
    usPerFrame: round((cpuMs * 1_000) / frames),
    share: round(cpuMs / elapsedMs),
    lateP99Ms: round(delay.percentile(99) / 1e6),
    kbPerCall: round(rss / 1_024 / calls),
  }
}

console.error(`fixed loop ${round(fixedLoop())} ms (about 22 ms where nobody else works)`)
const results = []
for (const frameMs of [20, 100]) results.push(await measure(frameMs))
await agent.stop()

for (const { frameMs, usPerFrame, share, lateP99Ms, kbPerCall } of results)
  console.error(
    `${calls} calls, ${frameMs} ms frames: ${usPerFrame} µs of CPU a frame, ${share} of a core, ` +
      `event loop p99 ${lateP99Ms} ms, ${kbPerCall} kB a call`,
  )
report(
  'twilio',
  [
    {
      ...{ name: 'telephone calls: CPU of a frame of 20 ms', unit: 'µs', better: 'lower' },
      ...{ value: results[0]?.usPerFrame ?? NaN, gate: gateUs, aim: 25 },
      reference: `${calls} calls held at once`,
    },
  ],
  { cpuMs: fixedLoop() },
  { all: results },
)
