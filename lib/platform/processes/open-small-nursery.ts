import { setFlagsFromString } from 'node:v8'
import { Worker, type WorkerOptions } from 'node:worker_threads'

/** MB of one half of the nursery: V8's least */
const nurseryMb = 1

/** What this process was started with; 0 when nothing was said. */
const ownNurseryMb = (): number =>
  Number(/^--max[-_]semi[-_]space[-_]size=(\d+)$/m.exec(process.execArgv.join('\n'))?.[1] ?? 0)

/**
 * Starts a thread whose nursery is small. What a thread holds survives each emptying of the nursery and is copied, for which all
 * in it waits: 15 ms where the nursery has 32 MB, 1 ms where it has one. `resourceLimits` cannot say it where the process
 * was started with a size, which V8 takes for that of all its threads; it reads it as a thread begins.
 */
export function openSmallNursery(program: URL, options: WorkerOptions): Worker {
  setFlagsFromString(`--max-semi-space-size=${nurseryMb}`)
  const restore = () => setFlagsFromString(`--max-semi-space-size=${ownNurseryMb()}`)
  const worker = new Worker(program, options)
  // Whichever is first: its heap is there by then, or it will have none.
  worker.once('online', restore).once('exit', restore)
  return worker
}
