// A thread beside an event loop: looks whether it goes round, and ends the process when it has stood still for too long.
import { writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'

import type { GuardData } from '#lib/platform/processes/guard-loop.ts'
import { beatMs, Silence } from '#lib/platform/processes/silence.ts'

/** ms for which the end of the process waits until it is written down */
const recordMs = 5_000

const { name, limitMs, before, beats } = workerData as GuardData

/** The log belongs to the loop that stands still: written past it. */
function say(text: string): void {
  const line = { level: 60, time: new Date().toISOString(), process: name, msg: text }
  writeSync(2, `${JSON.stringify(line)}\n`)
}

async function tell(silentMs: number): Promise<void> {
  if (before === null) return
  const { default: record } = (await import(before)) as {
    default: (silentMs: number) => Promise<void>
  }
  await record(silentMs)
}

async function end(silentMs: number): Promise<void> {
  say(
    `the event loop of this process has stood still for ${Math.round(silentMs / 1_000)} s: the process is killed, so that another can take its work`,
  )
  const failed = (error: unknown) => say(`its end could not be recorded: ${String(error)}`)
  await Promise.race([tell(silentMs).catch(failed), delay(recordMs)])
  process.kill(process.pid, 'SIGKILL')
}

const silence = new Silence()
let known = -1
const timer = setInterval(() => {
  const now = Atomics.load(beats, 0)
  if (now !== known) silence.heard()
  known = now
  const silentMs = silence.look()
  if (silentMs < limitMs) return
  clearInterval(timer)
  void end(silentMs)
}, beatMs)
