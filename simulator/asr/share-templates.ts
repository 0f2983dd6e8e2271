import { constants, copyFileSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Gives the finished templates in folder `from` to folder `to` as well, where they take no further room: their names say what
 * is in them, and nobody ever changes one. Never throws: what is missing is rendered.
 */
export function shareTemplates(from: string, to: string): void {
  try {
    if (!existsSync(from)) return
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from)) {
      const target = join(to, name)
      if (!name.endsWith('.templates') || existsSync(target)) continue
      try {
        linkSync(join(from, name), target)
      } catch {
        copyFileSync(join(from, name), target, constants.COPYFILE_EXCL)
      }
    }
  } catch {
    // A folder that cannot be written, or another process that did the same at the same time.
  }
}
