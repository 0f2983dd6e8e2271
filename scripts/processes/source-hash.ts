import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { fromRoot, root } from '#scripts/processes/root.ts'

/** Changes with every file of these folders but tests, with these files, and with the version of Node.js. */
export function sourceHash(folders: readonly string[], files: readonly string[]): string {
  const inFolders = folders.flatMap((folder) =>
    existsSync(fromRoot(folder))
      ? readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
          .map((entry) => join(entry.parentPath, entry.name))
      : [],
  )
  const all = [...files.map(fromRoot).filter((file) => existsSync(file)), ...inFolders].sort()
  const hash = createHash('sha256').update(process.version)
  for (const file of all) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file))
  return hash.digest('hex')
}
