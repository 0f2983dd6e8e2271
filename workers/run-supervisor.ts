import { settings } from '#lib/platform/config/settings.ts'
import type { SupervisedChild } from '#lib/platform/processes/supervise-child.ts'

/** Stops the children of this program, each by force when it does not end in time, once it is told to stop itself. */
export function runSupervisor(children: readonly SupervisedChild[]): void {
  let stopping = false
  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    const limitMs = (settings().WORKER_GRACE_SECONDS + 7) * 1_000
    await Promise.all(children.map((child) => child.stop(limitMs)))
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  process.on('disconnect', () => void stop())
}
