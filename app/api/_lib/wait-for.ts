import { setTimeout as sleep } from 'node:timers/promises'

import type { EventHub } from '#lib/http/event-hub.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** ms after which it is looked at although nobody said that it moved */
const backstopMs = 5_000

export type Wait = {
  ctx: Ctx
  hub: EventHub
  /** how long to wait at most */
  ms: number
  /** whoever asked has left */
  signal: AbortSignal
}

type Waited<T> = Wait & {
  /** whether an announcement of this run is worth a look; null: one that names no run */
  concerns: (runId: string | null) => boolean
  read: () => Promise<T>
  isDone: (state: T) => boolean
}

/** Waits for `bell`, for `backstopMs`, or until `stop`, whichever comes first. */
async function rest(bell: Promise<void>, stop: AbortSignal): Promise<void> {
  const rung = new AbortController()
  const signal = AbortSignal.any([stop, rung.signal])
  await Promise.race([bell, sleep(backstopMs, undefined, { signal }).catch(() => undefined)])
  rung.abort()
}

/**
 * What `read` gives when it is done, or as it is when the wait is over. Woken by the announcements that live pages follow;
 * the database is asked only then, and no connection is held in between.
 */
export async function waitFor<T>(wait: Waited<T>): Promise<T> {
  const { ctx, hub, ms, signal, concerns, read, isDone } = wait
  const stop = AbortSignal.any([signal, AbortSignal.timeout(ms)])
  let moved = Promise.withResolvers<void>()
  const unsubscribe = hub.subscribe(ctx.organizationId, (event) => {
    if (event.type === 'resync' || concerns(event.run_id ?? null)) moved.resolve()
  })
  try {
    await rest(hub.listening, stop)
    for (;;) {
      // Before the look: what happens during it rings, too.
      moved = Promise.withResolvers()
      const state = await read()
      if (stop.aborted || isDone(state)) return state
      await rest(moved.promise, stop)
    }
  } finally {
    unsubscribe()
  }
}
