#!/usr/bin/env node
// Runs on whatever Node the machine has: installs missing dependencies, then hands over to the
// Node of node_modules, which executes the TypeScript entry named by the first argument.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const windows = process.platform === 'win32'
/** Programs for people who change Earshot; the others run without the development dependencies. */
const forDevelopers = /^scripts\/(test|verify|dev|generate)\.ts$/

// The program itself, not npm's link to it: signals must reach it without a wrapper between.
const node = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')

function packages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

/** Whether npm's record of what it installed has every package of the lock file, as locked. */
function installed(withDevelopment) {
  if (!existsSync(node)) return false
  const present = packages(join(modules, '.package-lock.json'))
  return Object.entries(packages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '' || wanted.optional || wanted.devOptional) return true
    if (wanted.dev && !withDevelopment) return true
    return present[path]?.version === wanted.version
  })
}

function install() {
  process.stderr.write('Installing dependencies (once; about a minute)…\n')
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', flags, { cwd: root, stdio: ['ignore', 2, 2], shell: windows })
  if (status === 0) return
  process.stderr.write('\nnpm ci failed, see above. Mend it and start again.\n')
  process.exit(2)
}

const [entry, ...args] = process.argv.slice(2)
if (!entry) {
  process.stderr.write('usage: boot.mjs ENTRY.ts [ARGUMENT…]\n')
  process.exit(2)
}
if (!installed(forDevelopers.test(entry))) install()

const flags = ['--disable-warning=ExperimentalWarning']
// What the environment already has wins over the file.
const settings = join(root, '.env')
if (existsSync(settings)) flags.push(`--env-file=${settings}`)
// The channel lets the program notice when this launcher is killed.
const child = spawn(node, [...flags, join(root, entry), ...args], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  process.stderr.write(`${node}: ${error.message}\n`)
  process.exit(2)
})
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))

// npm passes SIGTERM on but cannot when it is killed outright; then its child gets another parent.
const parent = process.ppid
if (process.env.npm_lifecycle_event && parent > 1)
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref()
