'use client'

import { useEffect, useEffectEvent } from 'react'

/** `resync`: something may have been missed */
const kinds = ['run', 'review', 'queue', 'resync'] as const

export type LiveEvent = { type: (typeof kinds)[number]; run_id?: string }

// By hand: every page listens, and zod is a sixth of what the leanest of them loads.
function readEvent(text: string): LiveEvent | null {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || !('type' in value)) return null
  const type = kinds.find((kind) => kind === value.type)
  if (type === undefined) return null
  return 'run_id' in value && typeof value.run_id === 'string'
    ? { type, run_id: value.run_id }
    : { type }
}

const listeners = new Set<(event: LiveEvent) => void>()
let source: EventSource | null = null

function receive(message: MessageEvent<string>): void {
  const event = readEvent(message.data)
  if (event) for (const listener of listeners) listener(event)
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
