import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { z } from 'zod'

import { fromRoot } from '#scripts/processes/root.ts'

const Ready = z.object({ ready: z.object({ url: z.url() }) })
const key = () => randomBytes(32).toString('base64url')

export type EmptyProduct = {
  url: string
  /** all that its processes have written to the console */
  written: () => string
  stop: () => Promise<void>
}

async function addressOf(child: ChildProcess, written: () => string): Promise<string> {
  const message: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() =>
      Promise.reject(new Error(`The product did not start:\n${written()}`)),
    ),
  ])
  return Ready.parse(message[0]).ready.url
}

/**
 * Starts a second product as an operator would: in production, with keys of its own and without a demo. `more` are
 * further settings.
 */
export async function startEmptyProduct(more: Record<string, string> = {}): Promise<EmptyProduct> {
  const dataDir = mkdtempSync(join(tmpdir(), 'earshot-e2e-empty-'))
  const child = fork(fromRoot('scripts/start.ts'), [], {
    cwd: fromRoot('.'),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      NODE_ENV: 'production',
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ENVIRONMENT: 'production',
      JWT_SECRET_KEY: key(),
      SECRETS_KEY: key(),
      EARSHOT_DATA_DIR: dataDir,
      API_HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      ...more,
    },
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (written += chunk.toString()))
  const stop = async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    return { url: await addressOf(child, () => written), written: () => written, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
