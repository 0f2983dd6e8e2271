import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { z } from 'zod'

import { fromRoot } from '#scripts/processes/root.ts'

const Ready = z.object({ ready: z.object({ url: z.string(), password: z.string() }) })
const password = 'journeys-through-earshot'
/** What the ears of the demo voice AI have learnt, kept by the tests for each other: 50 s of CPU time for all languages. */
const learnt = join(tmpdir(), 'earshot-test-ears')

async function ready(child: ChildProcess, written: () => string): Promise<string> {
  const message: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() =>
      Promise.reject(new Error(`The product did not start:\n${written()}`)),
    ),
  ])
  return Ready.parse(message[0]).ready.url
}

/**
 * Starts the whole product for the journeys, on a data folder and a port of its own, and returns
 * what stops it. Journeys read EARSHOT_URL and EARSHOT_DEMO_PASSWORD.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'earshot-e2e-'))
  const ears = join(dataDir, 'simulator')
  if (existsSync(learnt)) cpSync(learnt, ears, { recursive: true })
  const child = fork(fromRoot('scripts/start.ts'), [], {
    cwd: fromRoot('.'),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      ENVIRONMENT: 'test',
      EARSHOT_DATA_DIR: dataDir,
      EARSHOT_DEMO_PASSWORD: password,
      API_HOST: '127.0.0.1',
      PORT: '0',
      PASSWORD_HASH_ROUNDS: '4',
      LOG_LEVEL: 'warn',
      // Journeys that attack send thousands of requests in a minute; the limits have a product of their own.
      RATE_LIMIT_USER: '1000000',
      RATE_LIMIT_ORGANIZATION: '1000000',
      RATE_LIMIT_ADDRESS: '1000000',
      // Drawn by ids that are others each time; a journey through an audit asks for it by a policy.
      VALIDATION_AUDIT_SHARE: '0',
      // The providers that journeys connect to are peers on this machine.
      OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
    },
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (written += chunk.toString()))

  process.env['EARSHOT_URL'] = await ready(child, () => written)
  process.env['EARSHOT_DEMO_PASSWORD'] = password
  return async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
    if (existsSync(ears)) cpSync(ears, learnt, { recursive: true })
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}
