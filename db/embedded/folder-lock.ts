import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'

export type FolderLock = {
  /** Tells those who find the lock taken what we are; a short text such as an address. */
  describe(text: string): void
  release(): void
}

/** Who holds a lock: its process, and what it said of itself. */
export type LockHolder = { pid: number; text: string }

export class LockedError extends Error {
  readonly holder: LockHolder | null

  constructor(file: string, holder: LockHolder | null) {
    super(`${file} is held by ${holder ? `process ${holder.pid}` : 'another process'}`)
    this.name = 'LockedError'
    this.holder = holder
  }
}

function readHolder(file: string): LockHolder | null {
  try {
    const [pid, ...text] = readFileSync(file, 'utf8').split('\n')
    return Number(pid) > 0 ? { pid: Number(pid), text: text.join('\n').trim() } : null
  } catch {
    return null
  }
}

/**
 * Takes the lock `file`, or throws LockedError. It is a lock of the operating system
 * (the one SQLite takes on its database file), so it ends with the process however that dies:
 * there are no stale locks and no race to remove one.
 */
export function lockFolder(file: string): FolderLock {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file)
  const holderFile = `${file}.holder`
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch {
    database.close()
    throw new LockedError(file, readHolder(holderFile))
  }
  const describe = (text: string) => writeFileSync(holderFile, `${process.pid}\n${text}\n`)
  describe('')
  return {
    describe,
    release: () => {
      if (database.isOpen) database.close()
    },
  }
}

/** Takes the lock `file` as soon as it is free; throws LockedError when it is not within `withinMs`. */
export async function awaitFolderLock(file: string, withinMs: number): Promise<FolderLock> {
  const end = Date.now() + withinMs
  for (;;) {
    try {
      return lockFolder(file)
    } catch (error) {
      if (!(error instanceof LockedError) || Date.now() > end) throw error
    }
    await delay(50)
  }
}
