#!/usr/bin/env node
// Runs on whatever Node the machine has: installs missing dependencies, then becomes a Node that is new
// enough, the machine's or that of node_modules, with the TypeScript entry named by the first argument.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')
const windows = process.platform === 'win32'
/** Programs for people who use Earshot: they run without the development dependencies. */
const forUsers =
  /^(?:scripts\/(?:start|demo)|(?:simulator|cli|workers|examples\/sip-bridge)\/main)\.ts$/
/** The oldest Node.js that runs Earshot; a machine with an older one gets its own in node_modules. */
const oldest = [24, 12]

const [major, minor] = process.versions.node.split('.').map(Number)
const runsHere = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
// The program itself, not npm's link to it: signals must reach it without a wrapper between.
const packaged = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')
const leanZod = pathToFileURL(join(root, 'lib/platform/processes/lean-zod.ts')).href
const followNpm = pathToFileURL(join(root, 'scripts', 'follow-npm.mjs')).href

function packages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

/** Whether npm's record of what it installed has every package of the lock file, as locked. */
function installed(withDevelopment) {
  if (!runsHere && !existsSync(packaged)) return false
  const present = packages(join(modules, '.package-lock.json'))
  return Object.entries(packages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '' || wanted.optional || wanted.devOptional) return true
    if (!withDevelopment && (wanted.dev || (runsHere && wanted.peer))) return true
    return present[path]?.version === wanted.version
  })
}

function install(withDevelopment) {
  process.stderr.write('Installing dependencies (once; about a minute)…\n')
  // The only peer that npm would install is Node.js itself.
  const omitted = runsHere ? ['--omit=dev', '--omit=peer'] : ['--omit=dev']
  const kinds = withDevelopment ? ['--include=dev', '--include=peer'] : omitted
  const flags = ['ci', ...kinds, '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', flags, { cwd: root, stdio: ['ignore', 2, 2], shell: windows })
  if (status !== 0) {
    process.stderr.write('\nnpm ci failed, see above. Mend it and start again.\n')
    process.exit(2)
  }
  if (withDevelopment) return
  spawnSync(process.execPath, [join(root, 'scripts', 'slim-modules.mjs'), modules])
}

const [entry, ...args] = process.argv.slice(2)
if (!entry) {
  process.stderr.write('usage: boot.mjs ENTRY.ts [ARGUMENT…]\n')
  process.exit(2)
}
const withDevelopment = !forUsers.test(entry)
if (!installed(withDevelopment)) install(withDevelopment)
const node = existsSync(packaged) ? packaged : process.execPath

const flags = ['--disable-warning=ExperimentalWarning']
// What the environment already has wins over the file.
const settings = join(root, '.env')
if (existsSync(settings)) flags.push(`--env-file=${settings}`)
if (!withDevelopment) flags.push(`--import=${leanZod}`)
const program = [join(root, entry), ...args]
const byNpm = process.env.npm_lifecycle_event !== undefined
// Stripped types and compiled code of the last start: 20 MB and 0.2 s less for each process that runs TypeScript.
process.env.NODE_COMPILE_CACHE ??= join(modules, '.cache', 'node-compile')

// What glibc keeps of memory that was freed: 15 MB of a process that waits. Busy ones are started without, see product.ts.
if (entry === 'scripts/start.ts') {
  process.env.MALLOC_ARENA_MAX ??= '1'
  process.env.MALLOC_TRIM_THRESHOLD_ ??= '65536'
  process.env.MALLOC_MMAP_THRESHOLD_ ??= '65536'
}

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
  const child = spawn(node, [...flags, ...program], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
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
