import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { Account } from '#db/embedded/account.ts'
import { bareEnvironment, type Binaries, majorVersion } from '#db/embedded/binaries.ts'

const run = promisify(execFile)
const partSuffix = '.part-'

export const superuser = 'earshot'

/** PostgreSQL gives what initdb makes smaller numbers than this (FirstNormalObjectId). */
const firstUserObject = 16_384

export type ClusterPlace = {
  /** Folder of the password, the port and the log. */
  dataDir: string
  /** Folder that holds `cluster`; the same unless the server's account cannot reach `dataDir`. */
  home: string
  binaries: Binaries
  account: Account | null
  log: (line: string) => void
  /** Tests only: skip the flush to disk. */
  volatile: boolean
}

/** The password of the superuser, made at the first call and kept readable to its owner alone. */
export function clusterPassword(dataDir: string): string {
  const file = join(dataDir, 'password')
  if (!existsSync(file))
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}

function own(path: string, account: Account | null): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** Removes what killed starts left; an orphaned initdb may still write there, then the next start does. */
function sweepParts(home: string): void {
  for (const name of readdirSync(home).filter((entry) =>
    entry.startsWith(`cluster${partSuffix}`),
  )) {
    try {
      rmSync(join(home, name), { recursive: true, force: true })
    } catch {
      continue
    }
  }
}

async function initialise(place: ClusterPlace, cluster: string): Promise<void> {
  const { account, home } = place
  sweepParts(home)
  const part = mkdtempSync(`${cluster}${partSuffix}`)
  const passwordFile = join(home, 'initdb-password')
  rmSync(passwordFile, { force: true })
  own(part, account)
  writeFileSync(passwordFile, clusterPassword(place.dataDir), { mode: 0o600, flag: 'wx' })
  own(passwordFile, account)
  // The built-in provider sorts by code point on every machine, whatever locales it has installed.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const flags = [`--pgdata=${part}`, `--username=${superuser}`, `--pwfile=${passwordFile}`]
  try {
    await run(
      place.binaries.initdb,
      [
        ...flags,
        ...locale,
        '--encoding=UTF8',
        '--auth=scram-sha-256',
        ...(place.volatile ? ['--no-sync'] : []),
      ],
      {
        cwd: '/',
        env: bareEnvironment,
        ...(account && { uid: account.uid, gid: account.gid }),
      },
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
  // Only a complete cluster ever bears the final name, so a killed initdb leaves none.
  renameSync(part, cluster)
}

function checkVersion(cluster: string, binaries: Binaries): void {
  const found = Number(readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim())
  const wanted = majorVersion(binaries)
  if (found !== wanted)
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${found}, but PostgreSQL ${wanted} is installed. Start the old version once to export the data, or set EARSHOT_DATA_DIR to a new folder.`,
    )
}

function checkOwner(cluster: string, account: Account | null): void {
  const wanted = account?.uid ?? process.getuid?.()
  const { uid } = statSync(cluster)
  if (wanted !== undefined && uid !== wanted)
    throw new Error(
      `The database in ${cluster} belongs to user id ${uid}, but PostgreSQL would run as user id ${wanted}. Start as the user that made it, or set EARSHOT_DATA_DIR to a new folder.`,
    )
}

/** Whether anything in there may be somebody's data: the control file, or a database made after initdb. */
function mayHoldData(cluster: string): boolean {
  if (existsSync(join(cluster, 'global', 'pg_control'))) return true
  const base = join(cluster, 'base')
  return existsSync(base) && readdirSync(base).some((name) => Number(name) >= firstUserObject)
}

/** Moves aside what is no cluster; refuses to touch what may be a damaged one. */
function clearRemains(cluster: string, log: (line: string) => void): void {
  if (readdirSync(cluster).length === 0) {
    rmdirSync(cluster)
    return
  }
  if (mayHoldData(cluster))
    throw new Error(
      `The database in ${cluster} is damaged: PG_VERSION or global/pg_control is missing. Restore it from a backup, or move the folder away to begin anew.`,
    )
  const aside = `${cluster}.incomplete-${new Date().toISOString().replace(/\W/g, '')}`
  renameSync(cluster, aside)
  log(`${cluster} held no complete database and was moved to ${aside}`)
}

/** The cluster's folder, made by initdb at the first call (about 1-3 s). Errors say what to do. */
export async function ensureCluster(place: ClusterPlace): Promise<string> {
  const cluster = join(place.home, 'cluster')
  if (existsSync(cluster)) {
    const complete = ['PG_VERSION', 'global/pg_control'].every((name) =>
      existsSync(join(cluster, name)),
    )
    if (complete) {
      checkVersion(cluster, place.binaries)
      checkOwner(cluster, place.account)
      return cluster
    }
    clearRemains(cluster, place.log)
  }
  place.log('Creating the database cluster')
  await initialise(place, cluster)
  return cluster
}
