'use client'

import { useSyncExternalStore } from 'react'

import { formatAgo, formatInstant } from '#lib/platform/format/instant.ts'

export type TimeProps = {
  /** RFC 3339 */
  value: string
  /** `ago`: "3 minutes ago", the exact time on hover */
  style?: 'full' | 'ago'
  className?: string
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
/** What "ago" counts from, ms since 1970: moves on by itself. */
let now = Date.now()

function moveOn(): void {
  now = Date.now()
  listeners.forEach((notify) => notify())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(moveOn, 60_000)
  // What is shown later may be younger than the last minute.
  if (Date.now() - now > 1_000) moveOn()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** UTC in the server's HTML, the reader's own zone once the page is alive; "ago" moves on by itself. */
export function Time({ value, style = 'full', className }: TimeProps) {
  const live = useSyncExternalStore(
    subscribe,
    () => now,
    () => -1,
  )
  const full = formatInstant(value, live < 0 ? 'UTC' : undefined)
  return (
    <time dateTime={value} title={full} className={className}>
      {style === 'ago' && live >= 0 ? formatAgo(value, new Date(live)) : full}
    </time>
  )
}
