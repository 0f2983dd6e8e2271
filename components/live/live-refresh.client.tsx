'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

import { useLive, type LiveEvent } from '#components/live/use-live.client.ts'

export type LiveRefreshProps = {
  /** kinds of change that this page shows */
  on: LiveEvent['type'][]
  /** ms between two refreshes at least */
  everyMs?: number
  /** of changes of runs, those of this one alone */
  runId?: string
}

/** Renders the page anew on the server when something it shows has moved. */
export function LiveRefresh({ on, everyMs = 1_000, runId }: LiveRefreshProps) {
  const router = useRouter()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLive(({ type, run_id }) => {
    if (type !== 'resync' && !on.includes(type)) return
    if (runId !== undefined && run_id !== undefined && run_id !== runId) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      router.refresh()
    }, everyMs)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return null
}
