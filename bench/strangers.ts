// What strangers can do to a web process: how long /api/health takes while they ask for what costs most. The handlers of
// the API behind node:http in a process of their own. `node bench/strangers.ts [--rounds 3]`
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'

import { request } from 'undici'
import { z } from 'zod'

import { serveApi } from '#app/api/testing/serve-api.ts'
import { openBench } from '#bench/rig/bench.ts'
import { median } from '#bench/rig/figures.ts'
import { serveFrom } from '#lib/http/database.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import { report } from '#bench/rig/report.ts'

const megabyte = 1_048_576

/** The server: `--serve` and the address of its database. */
async function serve(database: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-storage-'))
  serveFrom({ url: database, storage: createFileStorage(folder) })
  const { url } = await serveApi()
  process.send?.({ url })
  let before = performance.eventLoopUtilization()
  process.on('message', () => {
    const { active } = performance.eventLoopUtilization(before)
    before = performance.eventLoopUtilization()
    process.send?.({ busy: active })
  })
  await once(process, 'disconnect')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(0)
}

const ask = async (url: string, options: Parameters<typeof request>[1] = {}) => {
  const { body } = await request(url, { headersTimeout: 120_000, bodyTimeout: 120_000, ...options })
  await body.dump()
}

const Busy = z.object({ busy: z.number() })

/** ms that the server's event loop has worked since this was last asked */
async function busyOf(server: ChildProcess): Promise<number> {
  server.send('busy')
  const [message] = (await once(server, 'message')) as unknown[]
  return Busy.parse(message).busy
}

/** ms: the longest answer of /api/health while the flood goes on, how long that takes, and what of it the loop works. */
async function healthDuring(server: ChildProcess, url: string, flood: () => Promise<unknown>) {
  await busyOf(server)
  const times: number[] = []
  let done = false
  const asking = (async () => {
    while (!done) {
      const begun = performance.now()
      await ask(`${url}/api/health`)
      times.push(performance.now() - begun)
      await delay(5)
    }
  })()
  const begun = performance.now()
  await flood()
  const all = performance.now() - begun
  done = true
  await asking
  const busy = await busyOf(server)
  return { worst: Math.max(...times), all, busy }
}

const atOnce = (count: number, one: (at: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, at) => one(at)))

const json = { 'content-type': 'application/json' }

const floods: Record<string, (url: string) => Promise<unknown>> = {
  'readiness, 300 at once': (url) => atOnce(300, () => ask(`${url}/api/ready`)),
  'deliveries of 24 MiB with a wrong signature, 8 at once': (url) => {
    const body = Buffer.alloc(24 * megabyte, 'x')
    const signature = `sha256=${'0'.repeat(64)}`
    const headers = { ...json, 'x-github-event': 'push', 'x-hub-signature-256': signature }
    return atOnce(8, () =>
      ask(`${url}/api/webhooks/ci-cd`, { method: 'POST', headers, body }).catch(() => undefined),
    )
  },
  'sign-ins, 40 at once': (url) =>
    atOnce(40, (at) => {
      const body = JSON.stringify({ email: `nobody${at}@example.test`, password: 'a wrong one' })
      return ask(`${url}/api/v1/auth/token`, { method: 'POST', headers: json, body })
    }),
}

async function measure(rounds: number): Promise<void> {
  const bench = await openBench()
  const server = fork(import.meta.filename, ['--serve', bench.url], {
    env: { ...process.env, LOG_LEVEL: 'silent' },
  })
  const [message] = (await once(server, 'message')) as unknown[]
  const { url } = z.object({ url: z.url() }).parse(message)
  await ask(`${url}/api/ready`)
  await bench.canary.read()
  const results: Record<string, Record<'worst' | 'all' | 'busy', number>> = {}
  for (const [name, flood] of Object.entries(floods)) {
    const found: Awaited<ReturnType<typeof healthDuring>>[] = []
    for (let at = 0; at < rounds; at++)
      found.push(await healthDuring(server, url, () => flood(url)))
    const of = (what: 'worst' | 'all' | 'busy') => Math.round(median(found.map((one) => one[what])))
    const result = { worst: of('worst'), all: of('all'), busy: of('busy') }
    results[name] = result
    console.error(
      `${name}: /api/health takes ${result.worst} ms at most; the event loop works ${result.busy} of ${result.all} ms`,
    )
  }
  server.disconnect()
  await once(server, 'exit')
  report(
    'strangers',
    Object.entries(results).map(([name, { worst, busy, all }]) => ({
      ...{ name: `longest /api/health during ${name}`, value: worst, unit: 'ms' },
      ...{ better: 'lower', gate: 1_000, aim: 300 },
      reference: `the event loop works ${busy} of ${all} ms`,
    })),
    bench.canary.summary(),
  )
  await bench.close()
}

const { values } = parseArgs({
  options: { serve: { type: 'string' }, rounds: { type: 'string', default: '3' } },
})
await (values.serve === undefined ? measure(Number(values.rounds)) : serve(values.serve))
