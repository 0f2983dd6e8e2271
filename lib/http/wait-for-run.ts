import { setTimeout as sleep } from 'node:timers/promises'

import type { Ctx } from '../context.ts'
import { isOpen } from '../runs/lock-run.ts'
import { getRun } from '../runs/queries.ts'
import type { RunView } from '../runs/schema.ts'
import type { EventHub } from './event-hub.ts'

/** ms after which a run is looked at although nobody said that it moved */
const backstopMs = 5_000

type Wait = {
  ctx: Ctx
  hub: EventHub
  runId: string
  /** how long to wait at most */
  ms: number
  /** whoever asked has left */
  signal: AbortSignal
}

/** Waits for `bell`, for `backstopMs`, or until `stop`, whichever comes first. */
async function rest(bell: Promise<void>, stop: AbortSignal): Promise<void> {
  const rung = new AbortController()
  const signal = AbortSignal.any([stop, rung.signal])
  await Promise.race([bell, sleep(backstopMs, undefined, { signal }).catch(() => undefined)])
  rung.abort()
}

/**
 * The run when it has ended, or as it is when the wait is over. Woken by the announcements that live pages follow; the
 * database is asked only then, and no connection is held in between.
 */
export async function waitForRun({ ctx, hub, runId, ms, signal }: Wait): Promise<RunView> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(ms)])
  let moved = Promise.withResolvers<void>()
  const unsubscribe = hub.subscribe(ctx.organizationId, (event) => {
    if (event.type === 'resync' || event.run_id === runId) moved.resolve()
  })
  try {
    await rest(hub.listening, stop)
    for (;;) {
      // Before the look: what happens during it rings, too.
      moved = Promise.withResolvers()
      const run = await getRun(ctx, runId)
      if (stop.aborted || !isOpen(run)) return run
      await rest(moved.promise, stop)
    }
  } finally {
    unsubscribe()
  }
}
