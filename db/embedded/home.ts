import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

import type { Account } from '#db/embedded/account.ts'
import { type Binaries, binariesIn, majorVersion } from '#db/embedded/binaries.ts'

type Log = (line: string) => void

function mayEnter(folder: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(folder)
  if (uid === account.uid) return (mode & 0o100) !== 0
  if (gid === account.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

/** The outermost folder on the way to `path` (itself included) that `account` may not enter, or null. */
function closedFolder(path: string, account: Account): string | null {
  const parent = dirname(path)
  const above = parent === path ? null : closedFolder(parent, account)
  return above ?? (mayEnter(path, account) ? null : path)
}

/** Where the cluster lives: the data folder itself, or a place that the server's account can reach. */
export function clusterHome(dataDir: string, account: Account | null, log: Log): string {
  const folder = realpathSync(dataDir)
  if (!account) return folder
  // This one is ours to open; what lies in it is closed by itself.
  chmodSync(folder, statSync(folder).mode | 0o011)
  const closed = closedFolder(folder, account)
  if (closed === null) return folder

  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  const home = `/var/lib/earshot-${hash}`
  mkdirSync(home, { recursive: true, mode: 0o755 })
  log(
    `${closed} is closed to the user "${account.name}" that runs the database: it is kept in ${home}`,
  )
  return home
}

/** The programs, copied into `home` when they are installed where `account` cannot reach them. */
export function reachableBinaries(
  installed: Binaries,
  home: string,
  account: Account | null,
  log: Log,
): Binaries {
  if (!account || closedFolder(realpathSync(dirname(installed.postgres)), account) === null)
    return installed
  const { size, mtimeMs } = statSync(installed.postgres)
  const folder = join(home, `postgres-${majorVersion(installed)}-${size}-${Math.trunc(mtimeMs)}`)
  if (!existsSync(folder)) {
    log(`Copying the database programs to ${folder}`)
    rmSync(`${folder}.part`, { recursive: true, force: true })
    cpSync(installed.folder, `${folder}.part`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${folder}.part`, folder)
  }
  return binariesIn(folder)
}
