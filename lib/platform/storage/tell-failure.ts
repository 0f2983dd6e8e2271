import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/** ms after which a failure that lasts is logged again */
const againMs = 60_000

/** Logs a failure under `what`: at once when it is another one than before, and now and then while it lasts. */
export function createTeller(what: string): (error: unknown) => void {
  let last = ''
  let toldAt = -Infinity
  return (error) => {
    const err = errorMessage(error)
    const now = performance.now()
    if (err === last && now - toldAt < againMs) return
    last = err
    toldAt = now
    log.warn({ err }, what)
  }
}
