import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives back what loading the program has filled and left, the nursery above all, which shrinks of itself only after a while
 * of rest. Stops the process for some 50 ms: to be called before it does anything else.
 */
export function releaseMemory(): void {
  // The only way to ask for it; the name appears in contexts that are made after the flag.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as NodeJS.GCFunction
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
