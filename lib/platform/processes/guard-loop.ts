import { Worker } from 'node:worker_threads'

import { isSupervised } from '#lib/platform/processes/is-supervised.ts'
import { beatMs } from '#lib/platform/processes/silence.ts'

/** What the guarding thread is given. */
export type GuardOptions = {
  /** in the last line of the log */
  name: string
  /** ms of silence that are borne */
  limitMs: number
  /** file URL of a module whose default export is told of the silence, ms, before the process ends */
  before: string | null
}

export type GuardData = GuardOptions & { beats: Int32Array<SharedArrayBuffer> }

/**
 * Starts a thread that ends this process with SIGKILL when its event loop has stood still for too long, unless a supervisor
 * watches it, which does the same without the 37 MB of a thread. `program` is where `guard-thread.ts` lies, which a bundle
 * cannot say by itself. 0 ms: never.
 */
export function guardLoop(program: URL | string, options: GuardOptions): void {
  if (options.limitMs === 0 || isSupervised()) return
  const beats = new Int32Array(new SharedArrayBuffer(4))
  const workerData: GuardData = { ...options, beats }
  const guard = new Worker(program, { name: 'loop guard', execArgv: [], workerData })
  guard.unref()
  // Without its guard a process goes on as before.
  guard.on('error', () => undefined)
  setInterval(() => Atomics.add(beats, 0, 1), beatMs).unref()
}
