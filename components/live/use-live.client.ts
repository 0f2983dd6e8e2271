'use client'

import { useEffect, useEffectEvent } from 'react'
import { z } from 'zod'

const LiveEvent = z.object({
  /** `resync`: something may have been missed */
  type: z.enum(['run', 'review', 'queue', 'resync']),
  run_id: z.string().optional(),
})
export type LiveEvent = z.output<typeof LiveEvent>

const kinds = ['run', 'review', 'queue', 'resync'] as const
const listeners = new Set<(event: LiveEvent) => void>()
let source: EventSource | null = null

function receive(message: MessageEvent<string>): void {
  const event = LiveEvent.safeParse(JSON.parse(message.data))
  if (event.success) for (const listener of listeners) listener(event.data)
}

// One connection a page, however many components listen: browsers allow six to a server.
function subscribe(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener)
  if (!source) {
    source = new EventSource('/api/events')
    for (const kind of kinds) source.addEventListener(kind, receive)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    source?.close()
    source = null
  }
}

/** Calls `handle` for each change of the organization while the component is shown. */
export function useLive(handle: (event: LiveEvent) => void): void {
  const onEvent = useEffectEvent(handle)
  useEffect(() => subscribe((event) => onEvent(event)), [])
}
