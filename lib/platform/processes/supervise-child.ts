import { setTimeout as delay } from 'node:timers/promises'

import {
  type ChildOptions,
  LastLines,
  launchChild,
  type LaunchedChild,
} from '#lib/platform/processes/launch-child.ts'
import { watchBeats } from '#lib/platform/processes/watch-beats.ts'

const longestDelayMs = 30_000
/** ms that one which is told to stop may be silent: it has nothing else to do */
const silenceOfStoppingMs = 10_000
/** One that lived so long starts with a clean slate. */
const provenMs = 30_000

export type SupervisedChild = {
  readonly name: string
  /** How often it ended without being asked to. */
  failures(): number
  /** The last lines it wrote. */
  lastLines(): string
  /** SIGTERM, then SIGKILL to its whole group after `graceMs`; resolves when it is gone. */
  stop(graceMs: number): Promise<void>
  /** SIGKILL to its whole group, now. */
  kill(): void
}

export type SupervisedOptions = ChildOptions & {
  /** Starts it, where that is not done by `launchChild`. */
  launch?: (options: ChildOptions, last: LastLines) => LaunchedChild
  /** Receives what happens to the child. */
  log: (line: string) => void
  /** ms before the first new start; each further one waits twice as long */
  firstDelayMs?: number
  /** Receives the process id at each start. */
  started?: (pid: number) => void
  /** ms for which its event loop may stand still until it is killed; never when absent or 0 */
  silenceMs?: number
  /** Told of a child that was killed for its silence. */
  onSilent?: (pid: number, silentMs: number) => void
  /** Told of each one that ended without being asked to, at once. */
  onDeath?: (pid: number) => void
}

/** Runs a Node program and starts it again, later each time, whenever it ends by itself. */
export function superviseChild(options: SupervisedOptions): SupervisedChild {
  const { name, log, firstDelayMs = 500, launch = launchChild } = options
  const last = new LastLines()
  const stopping = new AbortController()
  let child: LaunchedChild | undefined
  let failures = 0

  const watch = (launched: LaunchedChild) => {
    const { silenceMs = 0, onSilent } = options
    if (silenceMs === 0) return
    watchBeats(launched.process, {
      limitMs: () =>
        stopping.signal.aborted ? Math.min(silenceOfStoppingMs, silenceMs) : silenceMs,
      onSilent: (ms) => {
        log(`${name} has not answered for ${Math.round(ms / 1_000)} s and is killed`)
        launched.kill()
        if (launched.process.pid !== undefined) onSilent?.(launched.process.pid, ms)
      },
    })
  }

  const run = async () => {
    for (let wait = firstDelayMs; !stopping.signal.aborted;) {
      const begin = performance.now()
      child = launch(options, last)
      watch(child)
      if (child.process.pid !== undefined) options.started?.(child.process.pid)
      const { pid } = child.process
      const { how } = await child.ended
      child = undefined
      if (stopping.signal.aborted) return
      if (pid !== undefined) options.onDeath?.(pid)

      failures += 1
      if (performance.now() - begin > provenMs) wait = firstDelayMs
      log(`${name} ${how}; it starts again in ${wait / 1_000} s`)
      await delay(wait, undefined, { signal: stopping.signal }).catch(() => {})
      wait = Math.min(wait * 2, longestDelayMs)
    }
  }
  const ended = run()

  return {
    name,
    failures: () => failures,
    lastLines: () => last.toString(),
    stop: async (graceMs) => {
      stopping.abort()
      const running = child
      running?.process.kill('SIGTERM')
      const force = setTimeout(() => {
        log(`${name} did not stop within ${graceMs / 1_000} s and is killed`)
        running?.kill()
      }, graceMs)
      await ended
      clearTimeout(force)
    },
    kill: () => {
      stopping.abort()
      child?.kill()
    },
  }
}
