import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives back what starting has left in the heap, 15 to 45 MB: V8 would keep it as long as nothing allocates. Blocks the event
 * loop for some 50 ms, so it is for programs that have become ready and hold no call yet.
 */
export function releaseMemory(): void {
  // The only way to ask for it; the name appears in contexts that are made after the flag.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as NodeJS.GCFunction
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
