import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

import { awaitFolderLock } from '#db/embedded/folder-lock.ts'
import { runChild } from '#lib/platform/processes/launch-child.ts'
import { fromRoot } from '#scripts/processes/root.ts'
import { sourceHash } from '#scripts/processes/source-hash.ts'

const folders = ['app', 'components', 'lib', 'db', 'public', 'patches']
const files = [
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]
const stamp = fromRoot('.next/earshot-build')
const buildMinutes = 15

function isFresh(hash: string): boolean {
  const built = existsSync(stamp) && existsSync(fromRoot('.next/BUILD_ID'))
  return built && readFileSync(stamp, 'utf8') === hash
}

async function build(say: (line: string) => void): Promise<void> {
  say('Building the web application (once for each change of its sources)…')
  const begin = performance.now()
  const pulse = setInterval(() => say(`  still building (${seconds(begin)} s)`), 15_000)
  try {
    await runChild({
      name: 'The build',
      args: [fromRoot('node_modules/next/dist/bin/next'), 'build'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      output: () => {},
    })
  } finally {
    clearInterval(pulse)
  }
  say(`Built in ${seconds(begin)} s`)
}

const seconds = (begin: number) => Math.round((performance.now() - begin) / 1_000)

/** Runs `next build` unless the last one was made from the very same sources. */
export async function ensureBuild(say: (line: string) => void): Promise<void> {
  if (isFresh(sourceHash(folders, files))) return
  const lockFile = fromRoot('node_modules/.cache/earshot/build.lock')
  const lock = await awaitFolderLock(lockFile, buildMinutes * 60_000)
  try {
    const hash = sourceHash(folders, files)
    if (isFresh(hash)) return
    rmSync(stamp, { force: true })
    await build(say)
    if (!existsSync(fromRoot('.next/BUILD_ID'))) throw new Error('The build left no application')
    writeFileSync(stamp, hash)
  } finally {
    lock.release()
  }
}
