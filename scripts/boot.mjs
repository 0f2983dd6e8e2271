#!/usr/bin/env node
// Runs on whatever Node the machine has: installs missing dependencies, then hands over to the
// Node of node_modules, which executes the TypeScript entry named by the first argument.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const windows = process.platform === 'win32'
/** Programs for people who change Earshot; the others run without the development dependencies. */
const forDevelopers = /^scripts\/(test|verify|dev|generate)\.ts$/

// The program itself, not npm's link to it: signals must reach it without a wrapper between.
const node = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')

const followNpm = pathToFileURL(join(root, 'scripts', 'follow-npm.mjs')).href

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
const program = [join(root, entry), ...args]
const byNpm = process.env.npm_lifecycle_event !== undefined
// Stripped types and compiled code of the last start: 20 MB and 0.2 s less for each process that runs TypeScript.
process.env.NODE_COMPILE_CACHE ??= join(modules, '.cache', 'node-compile')

/** Becomes the program: nothing stays in memory beside it, and signals need nobody to pass them on. */
function become() {
  const followed = byNpm ? [`--import=${followNpm}`] : []
  // Its warning says that this is experimental; where it is missing or goes, a child does as well.
  process.emitWarning = () => undefined
  process.execve(node, [node, ...followed, ...flags, ...program], process.env)
}

/** Starts the program as a child: where a process cannot become another one. */
async function startChild() {
  if (byNpm) await import(followNpm)
  // The channel lets the program notice when this launcher is killed.
  const child = spawn(node, [...flags, ...program], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`${node}: ${error.message}\n`)
    process.exit(2)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

// A caller's channel to this process would not outlive becoming another one.
if (process.execve && !process.channel && !windows) become()
else await startChild()
