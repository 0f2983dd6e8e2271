import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { errorMessage } from '#lib/platform/errors.ts'
import { runChild } from '#lib/platform/processes/launch-child.ts'
import { fromRoot } from '#scripts/processes/root.ts'
import { sourceHash } from '#scripts/processes/source-hash.ts'

/** Files of the programs that run for as long as the product does, each made of all that it loads. */
export type Bundle = { worker: string; simulator: string }

const folders = ['lib', 'db', 'workers', 'simulator', 'patches']
const files = ['package.json', 'package-lock.json', 'scripts/processes/bundle-programs.ts']
/** in node_modules: what stays a package is found from there */
const kept = fromRoot('node_modules/.cache/earshot/programs')
/** of other sources: a product that is running may still load parts of its own */
const keptOthers = 2

function removeOld(current: string): void {
  const age = (name: string) => statSync(join(kept, name)).mtimeMs
  const others = readdirSync(kept).filter((name) => name !== current)
  others.sort((one, other) => age(other) - age(one))
  for (const name of others.slice(keptOthers))
    rmSync(join(kept, name), { recursive: true, force: true })
}

async function build(hash: string): Promise<void> {
  mkdirSync(kept, { recursive: true })
  const folder = join(kept, hash)
  const made = join(kept, `${hash}.${process.pid}`)
  await runChild({
    name: 'The build of the programs',
    args: [fromRoot('scripts/processes/build-programs.ts'), made],
    env: process.env,
    output: () => {},
  })
  // Complete or not there at all: another start may look at the same time.
  if (existsSync(folder)) rmSync(made, { recursive: true })
  else renameSync(made, folder)
  removeOld(hash)
}

/**
 * The worker and the demo voice AI as one file each, made anew when their sources have changed. In their memory a program of
 * 1,400 files takes a third more. Null where that fails: the sources run as well.
 */
export async function ensureBundle(say: (line: string) => void): Promise<Bundle | null> {
  const hash = sourceHash(folders, files).slice(0, 20)
  const folder = join(kept, hash)
  try {
    if (!existsSync(folder)) await build(hash)
    return { worker: join(folder, 'worker.mjs'), simulator: join(folder, 'simulator.mjs') }
  } catch (error) {
    say(`Programs run from their sources, with more memory: ${errorMessage(error)}`)
    return null
  }
}
