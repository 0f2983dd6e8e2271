#!/usr/bin/env node
// Runs on whatever Node the machine has: installs missing dependencies, then hands over to the
// Node of node_modules, which executes the TypeScript entry named by the first argument.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const windows = process.platform === 'win32'
const node = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node')
const stamp = join(root, 'node_modules', '.earshot-lock')

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function installed() {
  if (!existsSync(node)) return false
  // A tree made by a plain `npm ci` has no stamp yet; npm's own hidden lock file says it is complete.
  if (!existsSync(stamp)) return existsSync(join(root, 'node_modules', '.package-lock.json'))
  return readFileSync(stamp, 'utf8') === lockHash()
}

if (!installed()) {
  process.stderr.write('Installing dependencies (once; about a minute)…\n')
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows,
  })
  if (result.status !== 0) {
    process.stderr.write('\nnpm ci failed, see above. Mend it and start again.\n')
    process.exit(2)
  }
}
mkdirSync(dirname(stamp), { recursive: true })
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockHash())
  writeFileSync(stamp, lockHash())

const [entry, ...args] = process.argv.slice(2)
if (!entry) {
  process.stderr.write('usage: boot.mjs ENTRY.ts [ARGUMENT…]\n')
  process.exit(2)
}
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, entry), ...args], {
  stdio: 'inherit',
  shell: windows,
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
