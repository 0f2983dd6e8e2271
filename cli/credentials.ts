import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

import { z } from 'zod'

import { definitions } from '#lib/platform/config/definitions.ts'

const Stored = z.record(z.string(), z.object({ token: z.string() }))

/** Where to talk to, and as whom. */
export type Credentials = { url: string; token: string | null }

/** The parts of the environment that the command reads; server settings do not concern it. */
export type CliEnvironment = Record<string, string | undefined>

const fileIn = (environment: CliEnvironment) =>
  join(
    environment.XDG_CONFIG_HOME || join(environment.HOME || homedir(), '.config'),
    'earshot',
    'credentials.json',
  )

function readStored(file: string): z.output<typeof Stored> {
  try {
    return Stored.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}

/** `EARSHOT_URL` and `EARSHOT_TOKEN`, else what `earshot login` kept for that server. */
export function readCredentials(environment: CliEnvironment): Credentials {
  const parsed = definitions.EARSHOT_URL.schema.safeParse(environment.EARSHOT_URL || undefined)
  if (!parsed.success) throw new Error('EARSHOT_URL is not an address')
  const url = parsed.data.replace(/\/+$/, '')
  const token = environment.EARSHOT_TOKEN || readStored(fileIn(environment))[url]?.token
  return { url, token: token ?? null }
}

/** Keeps a token for one server, readable by its owner only. Returns the file's path. */
export function keepToken(environment: CliEnvironment, url: string, token: string): string {
  const file = fileIn(environment)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const stored = { ...readStored(file), [url]: { token } }
  writeFileSync(file, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 })
  return file
}
