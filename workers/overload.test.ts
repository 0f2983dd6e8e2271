import { fork } from 'node:child_process'
import { once } from 'node:events'

import { expect, test } from 'vitest'
import { z } from 'zod'

import { Overload } from '#workers/overload.ts'

const megabyte = 1_048_576

/** Judges one second after the other: of `cores` cores, `busy` (0..1) of all were used in each. */
function watch(cores = 4) {
  const overload = new Overload({ cpuPercent: 80, memoryMb: 1_000 }, cores)
  let atMs = 0
  let cpuMs = 0
  return (busy: number, memoryMb = 100) => {
    atMs += 1_000
    cpuMs += 1_000 * cores * busy
    return overload.judge({ atMs, cpuMs, rssBytes: memoryMb * megabyte })
  }
}
const seconds = (n: number, work: () => unknown) => {
  for (let i = 0; i < n; i++) work()
}

test('the share of all cores is averaged: a short burst is no overload, five seconds of it are', () => {
  const second = watch()
  seconds(6, () => second(0.1))
  expect(second(1)).toMatchObject({ reason: null })
  expect(second(1)).toMatchObject({ reason: null })
  seconds(2, () => second(1))
  const strained = second(1)
  expect(strained.cpuPercent).toBeCloseTo(100)
  expect(strained.reason).toBe('it uses 100 % of the processor; the limit is 80 %')
})

test('a limit once crossed holds until the figure is a tenth below it', () => {
  const second = watch()
  seconds(10, () => second(0.9))
  expect(second(0.9).reason).not.toBeNull()
  seconds(10, () => second(0.75))
  expect(second(0.75).reason).not.toBeNull()
  seconds(10, () => second(0.7))
  expect(second(0.7).reason).toBeNull()
  seconds(10, () => second(0.75))
  expect(second(0.75).reason).toBeNull()
})

test('memory counts at once, with the same relief, and both reasons are told', () => {
  const second = watch()
  expect(second(0, 1_001).reason).toBe('it holds 1001 MB of memory; the limit is 1000 MB')
  expect(second(0, 950).reason).not.toBeNull()
  expect(second(0, 900).reason).toBeNull()
  seconds(10, () => second(1, 2_000))
  expect(second(1, 2_000).reason).toMatch(/100 % of the processor.*, and it holds 2000 MB/)
})

const Load = z.object({ cpuMs: z.number(), rssBytes: z.number() })
const LoadReport = z.object({
  ...{ alone: Load, before: Load, after: Load, ended: Load },
  ownCpuMs: z.number(),
})

test('what a child process uses is counted, and stays counted when it has ended', async () => {
  // In a program of its own: below this one there are whatever other tests have started.
  const program = fork(new URL('./testing/load-program.ts', import.meta.url), { execArgv: [] })
  const [message] = (await once(program, 'message')) as unknown[]
  const { alone, before, after, ended, ownCpuMs } = LoadReport.parse(message)
  // A process of Node.js holds tens of megabytes.
  expect(before.rssBytes - alone.rssBytes).toBeGreaterThan(20 * megabyte)
  expect(after.cpuMs - before.cpuMs - ownCpuMs).toBeGreaterThan(120)
  expect(ended.cpuMs).toBeGreaterThanOrEqual(after.cpuMs)
  expect(ended.rssBytes).toBeLessThan(after.rssBytes)
})
