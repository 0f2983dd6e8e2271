// Holds the port of the web application for several processes (`node:cluster`). Each of them is the
// server that would run alone where WEB_CONCURRENCY is 1. Arguments: address and port to listen on.
import cluster, { type Worker } from 'node:cluster'
import { join } from 'node:path'

import { GroupHub } from '#lib/http/group/hub.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { log } from '#lib/platform/log.ts'
import type { LaunchedChild } from '#lib/platform/processes/launch-child.ts'
import { superviseChild } from '#lib/platform/processes/supervise-child.ts'
import { nextServer, web, webProcesses } from '#scripts/processes/programs.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const [host = '0.0.0.0', port = '3000'] = process.argv.slice(2)
const followParent = join(import.meta.dirname, '../../lib/platform/processes/follow-parent.ts')
/** ms that a process has to end by itself: less than whoever started this one waits */
const graceMs = web.graceMs - 1_000

const [exec, ...args] = nextServer('production', { host, port: Number(port) })
// Each takes connections by itself, when it has time: one that is busy or stands still takes none, and none is lost with one
// that dies before it knew of it, as may be with those that are handed over.
cluster.schedulingPolicy = cluster.SCHED_NONE
cluster.setupPrimary({
  exec: exec ?? '',
  args,
  cwd: fromRoot('.'),
  execArgv: [
    ...process.execArgv.filter((flag) => flag.startsWith('--cpu-prof')),
    '--import',
    followParent,
  ],
})

const hub = new GroupHub()

/** Adds one more process to the cluster; what it writes goes where ours goes. */
function launch({ env }: { env: NodeJS.ProcessEnv }): LaunchedChild {
  const worker: Worker = cluster.fork({ ...env, EARSHOT_PARENT: String(process.pid) })
  const { hear, leave } = hub.join((told) => {
    if (worker.isConnected()) worker.send(told, () => undefined)
  })
  worker.on('message', hear)
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; how: string }>()
  worker.once('exit', (code, signal) => {
    leave()
    resolve({ code, how: signal ? `was killed by ${signal}` : `ended with code ${code}` })
  })
  worker.on('error', (error) => log.error({ err: error }, 'a web process does not answer'))
  return {
    process: worker.process,
    ended: promise,
    kill: () => void worker.process.kill('SIGKILL'),
  }
}

const children = Array.from({ length: webProcesses() }, (_, index) => {
  const name = `web-${index + 1}`
  return superviseChild({
    name,
    launch,
    args: [],
    env: { ...process.env, PROCESS_NAME: name },
    log: (line) => log.error({ program: name }, line),
    silenceMs: settings().SILENCE_LIMIT_SECONDS * 1_000,
  })
})

/** ends of each process without one that listens, after which it is for whoever started us to say why */
const hopelessFailures = 2
let served = false
cluster.on('listening', () => (served = true))
setInterval(() => {
  if (!served && children.every((child) => child.failures() >= hopelessFailures)) process.exit(1)
}, 500).unref()

process.once('SIGTERM', () => {
  void Promise.all(children.map((child) => child.stop(graceMs))).then(() => process.exit(0))
})
