import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * The program of a thread: beside the module that starts it, whose folder is `here`, or `inTree` under the working directory
 * where that module is bundled into a page and its own address means nothing.
 */
export function threadProgram(here: string | undefined, inTree: string): URL {
  const beside = here === undefined ? '' : path.join(here, path.basename(inTree))
  return existsSync(beside)
    ? pathToFileURL(beside)
    : pathToFileURL(path.join(/* turbopackIgnore: true */ process.cwd(), inTree))
}
