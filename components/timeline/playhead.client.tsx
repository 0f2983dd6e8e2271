'use client'

import { useEffect } from 'react'

import { usePlayback } from '#components/playback/playback-provider.client.tsx'

type PlayheadProps = {
  durationMs: number
  /** scrolls until the playhead is seen */
  reveal: (ms: number) => void
}

/** The line over all lanes. While it plays it takes the lanes along. */
export function Playhead({ durationMs, reveal }: PlayheadProps) {
  const position = usePlayback((player) => player.position)
  const playing = usePlayback(({ state }) => state.playing)
  useEffect(() => {
    if (playing) reveal(position)
  })
  return (
    <span
      className="bg-foreground pointer-events-none absolute inset-y-0 z-10 w-0.5 -translate-x-1/2"
      style={{ left: `${(position / durationMs) * 100}%` }}
    >
      <span className="bg-foreground absolute top-0 left-1/2 size-2.5 -translate-x-1/2 rounded-b-full" />
    </span>
  )
}
