import { join } from 'node:path'

import { freePort, keptPort } from '#db/embedded/port.ts'
import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { runChild } from '#lib/platform/processes/launch-child.ts'
import { superviseChild, type SupervisedChild } from '#lib/platform/processes/supervise-child.ts'
import { ensureBuild } from '#scripts/processes/build.ts'
import { takeDataFolder } from '#scripts/processes/data-folder.ts'
import { demoPassword, productEnvironment, publicUrl } from '#scripts/processes/environment.ts'
import { awaitHealth } from '#scripts/processes/health.ts'
import { awaitLeftovers, noteProcess } from '#scripts/processes/leftovers.ts'
import {
  type Mode,
  type Program,
  quiet,
  simulator,
  web,
  workersOnChange,
} from '#scripts/processes/programs.ts'
import { type Bundle, ensureBundle } from '#scripts/processes/programs-bundle.ts'
import { fromRoot } from '#scripts/processes/root.ts'
import type { Teardown } from '#scripts/processes/teardown.ts'
import { superviseWorkers } from '#workers/supervisor.ts'

const healthMs = 120_000

export type ProductOptions = {
  /** `development` reloads when a source changes and needs no build. */
  mode: Mode
  /** Absolute path. */
  dataDir: string
  /** Port of the web application; 0 picks a free one. */
  port: number
  host: string
  /** Receives what the processes write, line by line. */
  output: (line: string) => void
  /** Receives what happens, for people. */
  say: (line: string) => void
}

export type Product = {
  /** Where people reach it. */
  url: string
  /** Where this machine reaches it. */
  localUrl: string
  databaseUrl: string
  /** Password of the demo users; null in production, which has none. */
  demoPassword: string | null
}

async function webPort({ port, host }: ProductOptions): Promise<number> {
  const free = await freePort(port, host)
  if (port !== 0 && free !== port)
    throw new Error(
      `Port ${port} is taken by another program. Set PORT to a free one; 0 picks one.`,
    )
  return free
}

async function simulatorPort(dataDir: string): Promise<number | null> {
  const { ENVIRONMENT: environment, SIMULATOR_PORT: port } = settings()
  if (environment === 'production') return null
  return port === 0 ? keptPort(join(dataDir, 'simulator-port')) : port
}

async function startDatabase(options: ProductOptions, teardown: Teardown): Promise<string> {
  const { DATABASE_URL: given } = settings()
  if (given !== undefined) return given
  const dataDir = join(options.dataDir, 'postgres')
  const server = await startEmbeddedPostgres({ dataDir, log: options.say })
  await teardown.add({ stop: () => server.stop() })
  if (server.adopted) options.say('Took over the database server left running by an earlier start')
  return server.url
}

/** Waits for both, so that a failure of one does not leave the other half done behind our back. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other])
  return [await one, await other]
}

type Runner = (program: Program) => Promise<SupervisedChild>

function runner(
  options: ProductOptions,
  environment: NodeJS.ProcessEnv,
  port: number,
  note: string,
  bundle: Bundle | null,
  teardown: Teardown,
): Runner {
  return async ({ name, args, graceMs, holdsPort, ...program }) => {
    const file = program.bundle && bundle?.[program.bundle]
    const child = superviseChild({
      name,
      args: file ? [quiet, file] : args(options.mode, { host: options.host, port }),
      bundled: file !== undefined,
      env: {
        ...environment,
        NODE_ENV: options.mode,
        PROCESS_NAME: name,
      },
      output: options.output,
      log: options.say,
      silenceMs: settings().SILENCE_LIMIT_SECONDS * 1_000,
      started: (pid) => {
        if (holdsPort) noteProcess(note, pid)
      },
    })
    await teardown.add({ stop: () => child.stop(graceMs), kill: () => child.kill() })
    return child
  }
}

/**
 * What boot.mjs sets for processes that wait costs one that is busy time: memory is given back and asked for again. A worker
 * gives back only what is as large as no call is: programs as they were read.
 */
const withMallocOfWorkers = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...environment,
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '1048576',
  MALLOC_MMAP_THRESHOLD_: '524288',
})

/** Workers are watched from here: a supervisor of their own would take 90 MB. */
async function startWorkers(
  { output, say }: ProductOptions,
  environment: NodeJS.ProcessEnv,
  bundle: string | undefined,
  teardown: Teardown,
): Promise<void> {
  const workers = superviseWorkers({
    ...{ flags: [quiet], bundle },
    env: { ...withMallocOfWorkers(environment), PROCESS_NAME: 'worker' },
    output,
    log: (_name, line) => say(line),
  })
  const graceMs = (settings().WORKER_GRACE_SECONDS + 7) * 1_000
  await teardown.add({
    stop: async () => void (await Promise.all(workers.map((worker) => worker.stop(graceMs)))),
    kill: () => workers.forEach((worker) => worker.kill()),
  })
}

/**
 * Starts database, simulator, web application and workers on one data folder and waits until the
 * application answers. All of it is registered with `teardown`, which stops it in the order
 * workers (drained), web, simulator, database; the caller runs it, also when this throws.
 */
export async function startProduct(options: ProductOptions, teardown: Teardown): Promise<Product> {
  const { dataDir, say, output, mode } = options
  const lock = takeDataFolder(dataDir)
  await teardown.add({ stop: async () => lock.release() })
  const note = join(dataDir, 'port-holders')
  await awaitLeftovers(note, say)
  const port = await webPort(options)
  const url = publicUrl(port)
  lock.describe(url)

  const built = mode === 'production' ? ensureBuild(say) : Promise.resolve()
  const bundled = mode === 'production' ? ensureBundle(say) : Promise.resolve(null)
  const [databaseUrl] = await both(startDatabase(options, teardown), built)
  const voicePort = await simulatorPort(dataDir)
  const environment = productEnvironment(dataDir, { databaseUrl, port, simulatorPort: voicePort })
  const bundle = await bundled
  const run = runner(options, environment, port, note, bundle, teardown)

  if (voicePort !== null) await run(simulator)
  const site = await run(web)
  await runChild({
    name: 'prepare',
    args: [
      quiet,
      '--import',
      fromRoot('db/lean-imports.ts'),
      fromRoot('scripts/processes/prepare.ts'),
    ],
    env: { ...environment, PROCESS_NAME: 'prepare' },
    output,
  })
  if (mode === 'development') await run(workersOnChange)
  else await startWorkers(options, environment, bundle?.worker, teardown)
  const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host
  const localUrl = `http://${host}:${port}`
  await awaitHealth(localUrl, site, healthMs)
  return { url, localUrl, databaseUrl, demoPassword: demoPassword(dataDir) }
}
