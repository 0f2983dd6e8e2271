import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { z } from 'zod'

import { fromRoot, root } from '#scripts/processes/root.ts'
import { runCommand } from '#scripts/processes/run-command.ts'

/** SHA-256 of each file when it was last found right. */
const Known = z.record(z.string(), z.string())
const knownFile = fromRoot('node_modules/.cache/earshot/oxlint.json')
/** Whatever these say holds for all files. */
const settings = ['.oxlintrc.json', 'tsconfig.json', 'package-lock.json']
const skipped = /^(node_modules|\.next|\.data|coverage|public|drizzle|test-results)(\/|$)/

const hashOf = (file: string) =>
  createHash('sha256')
    .update(readFileSync(fromRoot(file)))
    .digest('hex')

function readKnown(): z.output<typeof Known> {
  try {
    return Known.parse(JSON.parse(readFileSync(knownFile, 'utf8')))
  } catch {
    return {}
  }
}

/**
 * Runs oxlint on the files that have changed since they were last found right, all of them in a fresh clone. Like every
 * such memory it does not see what a change elsewhere does to the types of a file; `npm run lint` looks at everything.
 */
const sources = globSync('**/*.{ts,tsx}', { cwd: root, exclude: (path) => skipped.test(path) })
const now = Object.fromEntries([...settings, ...sources].map((file) => [file, hashOf(file)]))
const known = readKnown()
const isChanged = (file: string) => known[file] !== now[file]
const changed = settings.some(isChanged) ? sources : sources.filter(isChanged)

if (changed.length > 0) {
  const all = changed.length === sources.length
  const { code, output } = await runCommand([
    fromRoot('node_modules/oxlint/bin/oxlint'),
    '--deny-warnings',
    ...(all ? [] : changed),
  ])
  process.stdout.write(output)
  if (code !== 0) process.exit(code)
}
mkdirSync(dirname(knownFile), { recursive: true })
writeFileSync(knownFile, JSON.stringify(now))
