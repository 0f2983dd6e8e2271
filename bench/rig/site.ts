import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { encode } from 'next-auth/jwt'
import { Agent, request } from 'undici'

import type { Bench } from '#bench/rig/bench.ts'
import { freePort } from '#db/embedded/port.ts'
import { createSuiteFixture } from '#db/testing/factories.ts'
import { openSession } from '#lib/accounts/open-session.ts'
import { sessionCookieName } from '#lib/accounts/session-token.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { LastLines, launchChild } from '#lib/platform/processes/launch-child.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { web } from '#scripts/processes/programs.ts'
import { createSetting, ended, until } from '#workers/testing/pipeline.ts'

/** Kernel clock ticks a second: 100 on every Linux that Node runs on. */
const ticks = 100

const caseOf = (index: number) => ({
  id: `case-${index}`,
  say: `what is the weather in toronto ${index}`,
  expect: {
    intent: 'WeatherCommand',
    response: { contains: [index % 5 === 0 ? `rain ${index}` : 'sunny'] },
  },
})

/** 30 runs over 20 cases, a fifth of which fail, the last one of 1,000 items; a dozen suites. Returns who may look at it. */
export async function fillPages(
  bench: Bench,
): Promise<{ user: Ctx; paths: Record<string, string> }> {
  const peer = await bench.peer(0)
  const worker = await bench.worker(200)
  const { ctx, suite, target } = await createSetting(bench.client.db, {
    endpoint: peer.url,
    concurrency: 200,
    cases: Array.from({ length: 20 }, (_, index) => caseOf(index)),
  })
  for (let more = 0; more < 11; more++) await createSuiteFixture(ctx, {})
  const run = async (repetitions: number) => {
    const input = { suite_ids: [suite.id], target: target.id, mode: 'text' as const, repetitions }
    const started = await startRun(ctx, StartRunInput.parse(input))
    return ended(ctx, started.id, 120_000)
  }
  await Promise.all(Array.from({ length: 29 }, () => run(1)))
  const large = await run(50)
  const [execution] = await bench.client.sql<{ id: string }[]>`
    select id from voice_test_executions where run_id = ${large.id} limit 1`
  // They are filed after a run, by jobs of their own.
  await until('defects to be filed', async () => {
    const [row] = await bench.client.sql<{ n: number }[]>`select count(*)::int as n from defects`
    return (row?.n ?? 0) > 0
  })
  await worker.stop()
  await bench.client.sql`vacuum analyze`
  return {
    user: ctx,
    paths: {
      overview: '/',
      runs: '/runs',
      suites: '/suites',
      defects: '/defects',
      review: '/review',
      run: `/runs/${large.id}`,
      analysis: `/runs/${large.id}/analysis`,
      suite: `/suites/${suite.id}`,
      execution: `/executions/${execution?.id}`,
      me: '/api/v1/me',
    },
  }
}

export type Site = {
  /** Asks for a page as a browser that is signed in; the bytes of what came. Throws unless it is a 200. */
  get(path: string): Promise<number>
  /** CPU time in ms of all web processes since their start. */
  cpuMs(): number
  rssMb(): number
  close(): Promise<void>
}

/** A process and all that descend from it. Linux. */
function family(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const fields = statOf(Number(name))
    if (fields) parents.set(Number(name), Number(fields[1]))
  }
  const found = [pid]
  for (const one of found)
    for (const [child, parent] of parents) if (parent === one) found.push(child)
  return found
}

/** Fields of /proc/PID/stat behind the name; null once it is gone. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** Keys of the web process: it takes none that are published. */
const key = randomBytes(32).toString('base64url')

async function sessionCookie(ctx: Ctx, sid: string): Promise<string> {
  const value = await encode({ token: { sub: ctx.actor.id ?? '', sid }, secret: key })
  return `${sessionCookieName()}=${value}`
}

type SiteOptions = { user: Ctx; processes: number; profile: string | null }

/** Starts the built web application on the database of the benchmark, without limits of rate. */
export async function openSite(
  bench: Bench,
  { user, processes, profile }: SiteOptions,
): Promise<Site> {
  const [port, last] = [await freePort(0, '127.0.0.1'), new LastLines()]
  const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const child = launchChild(
    {
      name: 'web',
      args: [...flags, ...web.args('production', { host: '127.0.0.1', port })],
      output: () => undefined,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ENVIRONMENT: 'test',
        JWT_SECRET_KEY: key,
        SECRETS_KEY: key,
        DATABASE_URL: bench.url,
        LOG_LEVEL: 'warn',
        PROCESS_NAME: 'web',
        WEB_CONCURRENCY: String(processes),
        RATE_LIMIT_USER: '10000000',
        RATE_LIMIT_ORGANIZATION: '10000000',
        RATE_LIMIT_ADDRESS: '10000000',
      },
    },
    last,
  )
  const pid = child.process.pid ?? 0
  const agent = new Agent({ connections: 64 })
  const sid = await openSession(bench.client.db, user.actor.id ?? '', {
    kind: 'browser',
    address: null,
    userAgent: 'benchmark',
  })
  const cookie = await sessionCookie(user, sid)
  const headers = {
    ...{ cookie, accept: 'text/html', 'accept-encoding': 'gzip' },
    'user-agent': 'Mozilla/5.0 (benchmark)',
  }
  const origin = `http://127.0.0.1:${port}`
  const get = async (path: string) => {
    const { statusCode, body } = await request(`${origin}${path}`, { headers, dispatcher: agent })
    const bytes = (await body.arrayBuffer()).byteLength
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}:\n${last.toString()}`)
    return bytes
  }
  for (const end = performance.now() + 30_000; ; await sleep(100)) {
    const ready = await get('/api/health').catch(() => 0)
    if (ready > 0) break
    if (performance.now() > end)
      throw new Error(`The web application is silent:\n${last.toString()}`)
  }
  return {
    get,
    cpuMs: () =>
      family(pid).reduce((sum, one) => {
        const fields = statOf(one)
        return sum + ((Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0)) * 1_000) / ticks
      }, 0),
    rssMb: () =>
      family(pid).reduce(
        (sum, one) => sum + (Number(statOf(one)?.[21] ?? 0) * 4_096) / 1_048_576,
        0,
      ),
    close: async () => {
      await agent.close()
      child.process.kill('SIGTERM')
      const force = setTimeout(() => child.kill(), 10_000)
      await child.ended
      clearTimeout(force)
    },
  }
}
