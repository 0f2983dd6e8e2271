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
let retry: ReturnType<typeof setTimeout> | undefined

/** ms between looks at what has changed while there is no stream */
const withoutStream = 10_000

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event)
}

function receive(message: MessageEvent<string>): void {
  const event = readEvent(message.data)
  if (event) tell(event)
}

function open(): void {
  source = new EventSource('/api/events')
  for (const kind of kinds) source.addEventListener(kind, receive)
  source.addEventListener('error', ({ currentTarget }) => {
    // Refused, too many are open for one: a browser tries again by itself only where a stream breaks off.
    if (source?.readyState !== EventSource.CLOSED || currentTarget !== source) return
    retry = setTimeout(() => void lookAgain(), withoutStream)
  })
}

/** Pages read anew and the stream is asked for again, but not without a session: what somebody types would be lost. */
async function lookAgain(): Promise<void> {
  const signedIn = await fetch('/api/v1/me').then(
    ({ ok }) => ok,
    () => false,
  )
  if (listeners.size === 0) return
  if (!signedIn) {
    retry = setTimeout(() => void lookAgain(), withoutStream)
    return
  }
  tell({ type: 'resync' })
  open()
}

// One connection a page, however many components listen: browsers allow six to a server.
function subscribe(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener)
  if (!source) open()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearTimeout(retry)
    source?.close()
    source = null
  }
}

/** Calls `handle` for each change of the organization while the component is shown. */
export function useLive(handle: (event: LiveEvent) => void): void {
  const onEvent = useEffectEvent(handle)
  useEffect(() => subscribe((event) => onEvent(event)), [])
}
