import { setTimeout as wait } from 'node:timers/promises'

import { probeFailing } from '#lib/notifications/outbox/probe-failing.ts'
import type { Handler } from '#workers/types.ts'

/** ms between the two rounds of a minute */
const between = 28_000

/** Asks connections that fail whether they are back, twice a minute while something waits for one of them. */
export const probeConnections: Handler<'notification.probe'> = async ({ db }, _payload, signal) => {
  const asked = await probeFailing(db, { now: new Date(), signal })
  if (asked === 0 || signal.aborted) return
  await wait(between, undefined, { signal }).catch(() => undefined)
  if (!signal.aborted) await probeFailing(db, { now: new Date(), signal })
}
