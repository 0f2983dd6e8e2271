import { releaseMemory } from '#lib/platform/processes/release-memory.ts'

/** V8 gives up code that was not used between so many collections: most of what a start runs, it runs once */
const rounds = 8
/** ms between two; each holds the event loop for some 30 ms */
const everyMs = 1_000

/** Gives back over some seconds what becoming ready has left, as long as `isIdle` says that nobody would notice. */
export function settleMemory(isIdle: () => boolean): void {
  let left = rounds
  const timer = setInterval(() => {
    if (!isIdle()) return
    releaseMemory()
    left -= 1
    if (left === 0) clearInterval(timer)
  }, everyMs)
  timer.unref()
}
