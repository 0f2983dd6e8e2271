import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Client } from 'pg'

import { readPostmaster } from '#db/embedded/postmaster.ts'
import { isRunning, isServerOf } from '#db/embedded/process-table.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '#db/embedded/start-embedded-postgres.ts'

const prefix = 'earshot-test-'
export const templateName = 'earshot_template'

/** Removes what killed test runs left behind: their servers and their folders. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (owner === undefined || isRunning(Number(owner))) continue
    const folder = join(tmpdir(), name)
    const cluster = join(folder, 'cluster')
    const pid = existsSync(cluster) ? readPostmaster(cluster)?.pid : undefined
    if (pid !== undefined && isServerOf(pid, cluster)) process.kill(pid, 'SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** Lets nobody connect to the template, since a session in it would keep it from being copied. */
async function sealTemplate(url: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl(url) })
  await client.connect()
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [templateName],
  )
  await client.query(`alter database ${templateName} with is_template true allow_connections false`)
  await client.end()
}

/** The same server's maintenance database, from which databases are made and dropped. */
function adminUrl(url: string): string {
  return Object.assign(new URL(url), { pathname: '/postgres' }).href
}

export type ThrowawayPostgres = { adminUrl: string; stop(): Promise<void> }

/**
 * A server in a temporary folder without flushes to disk, holding a template database on which
 * `migrate` was run. `stop` removes all of it.
 */
export async function startThrowawayPostgres(
  migrate: (url: string) => Promise<void>,
): Promise<ThrowawayPostgres> {
  sweep()
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  let server: EmbeddedPostgres | undefined
  const stop = async () => {
    await server?.stop()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    server = await startEmbeddedPostgres({ dataDir, log, database: templateName, volatile: true })
    await migrate(server.url)
    await sealTemplate(server.url)
    return { adminUrl: adminUrl(server.url), stop }
  } catch (error) {
    await stop()
    throw new Error(`No test database. ${lines.join('\n')}`, { cause: error })
  }
}
