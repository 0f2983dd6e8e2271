import { fileURLToPath } from 'node:url'

import { z } from 'zod'

import { freePort } from '#db/embedded/port.ts'
import { ensureBuild } from '#scripts/processes/build.ts'
import { until } from '#workers/testing/pipeline.ts'

import type { Bench } from '#bench/rig/bench.ts'
import { Program } from '#bench/rig/program.ts'

const programOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const Ready = z.object({ ready: z.literal(true), port: z.number() })

/** What a program of Node.js is started with to leave a profile in this folder. */
export const profileFlags = (folder: string | undefined): string[] =>
  folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]

/** Limits are raised for the repeated rounds: by default a minute holds 30,000 deliveries of a connection. */
const environment = (bench: Bench) => ({
  ENVIRONMENT: 'test',
  DATABASE_URL: bench.url,
  API_HOST: '127.0.0.1',
  WEBHOOK_ADDRESS_LIMIT: '10000000',
  WEBHOOK_CONNECTION_LIMIT: '10000000',
})

/** A program that takes webhooks, and its address. */
export type Door = { program: Program; url: string }

async function open(program: Program): Promise<Door> {
  const { port } = await program.message(Ready)
  return { program, url: `http://127.0.0.1:${port}/webhooks/ci-cd` }
}

/** The web application as the product starts it, with its request log. */
export async function openWeb(bench: Bench, flags: string[]): Promise<Door> {
  await ensureBuild((line) => console.error(line))
  const port = await freePort(0, '127.0.0.1')
  const program = new Program(programOf('../../node_modules/next/dist/bin/next'), {
    args: ['start', '--hostname', '127.0.0.1', '--port', String(port)],
    env: { ...environment(bench), NODE_ENV: 'production', PROCESS_NAME: 'bench-web' },
    silent: true,
    flags,
  })
  const url = `http://127.0.0.1:${port}`
  await until('the web application to answer', () =>
    fetch(`${url}/api/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  return { program, url: `${url}/api/webhooks/ci-cd` }
}

/** The receiver of `WEBHOOK_PORT`. */
export const openReceiver = (bench: Bench, flags: string[]) =>
  open(
    new Program(programOf('../../workers/ingest/main.ts'), {
      env: { ...environment(bench), WEBHOOK_PORT: '0', PROCESS_NAME: 'bench-ingest' },
      silent: true,
      flags,
    }),
  )

/** A server that only answers. */
export const openBare = () => open(new Program(programOf('./bare-http.ts')))
