import postgres from 'postgres'

import { median } from '#bench/rig/figures.ts'

export type CanaryReading = {
  /** ms of a fixed loop: slow when others use the processor */
  cpuMs: number
  /** ms of a commit of one row: slow when the disk is */
  commitMs: number
}

export type Canary = {
  read(): Promise<CanaryReading>
  /** Median of all readings so far. */
  summary(): CanaryReading
  close(): Promise<void>
}

/** The same arithmetic each time; about 20 ms where nobody else works. */
export function fixedLoop(): number {
  const start = performance.now()
  let value = 1
  for (let step = 0; step < 20_000_000; step++) value = (Math.imul(value, 1_664_525) + 1) | 0
  if (value === 42) throw new Error('unreachable, but the loop must have a result')
  return performance.now() - start
}

/** Two constant pieces of work that tell a slow machine from a slow program. */
export async function openCanary(url: string): Promise<Canary> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  await sql`create table if not exists bench_canary (at timestamptz)`
  const readings: CanaryReading[] = []
  return {
    async read() {
      const commits: number[] = []
      for (let run = 0; run < 15; run++) {
        const start = performance.now()
        await sql`insert into bench_canary values (now())`
        commits.push(performance.now() - start)
      }
      const reading = {
        cpuMs: median([fixedLoop(), fixedLoop(), fixedLoop()]),
        commitMs: median(commits),
      }
      readings.push(reading)
      return reading
    },
    summary: () => ({
      cpuMs: median(readings.map(({ cpuMs }) => cpuMs)),
      commitMs: median(readings.map(({ commitMs }) => commitMs)),
    }),
    close: () => sql.end({ timeout: 5 }),
  }
}
