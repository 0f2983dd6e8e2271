import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { type FolderLock, LockedError, lockFolder } from '#db/embedded/folder-lock.ts'

/** Makes the data folder and takes it for this process; throws, with who has it, when it is taken. */
export function takeDataFolder(dataDir: string): FolderLock {
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true })
    // The database's user must pass through; what is private in here is closed by itself.
    chmodSync(dataDir, 0o711)
  }
  try {
    return lockFolder(join(dataDir, 'earshot.lock'))
  } catch (error) {
    if (!(error instanceof LockedError)) throw error
    const { holder } = error
    const where = holder?.text ? ` at ${holder.text}` : ''
    const who = holder ? ` (process ${holder.pid})` : ''
    throw new Error(
      `Earshot already runs on ${dataDir}${where}${who}. Stop it first, or set EARSHOT_DATA_DIR and PORT for a second one.`,
      { cause: error },
    )
  }
}
