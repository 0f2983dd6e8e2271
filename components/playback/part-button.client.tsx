'use client'

import { Pause, Play } from 'lucide-react'

import type { PlayedPart } from '#components/playback/call-player.ts'
import { usePlayback, usePlayer } from '#components/playback/playback-provider.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'

/** Plays one part of the call, at its place in the timeline. */
export function PartButton({ part }: { part: PlayedPart }) {
  const { label, from_ms, to_ms } = part
  const player = usePlayer()
  const plays = usePlayback(({ state }) => state.playing && state.only === label)
  const isLost = usePlayback(({ state }) => state.lost.includes(label))
  if (isLost)
    return (
      <span role="alert" className="text-failed text-xs font-normal">
        This recording cannot be played.
      </span>
    )
  const length = formatDuration(to_ms - from_ms)
  return (
    <Button
      variant="secondary"
      size="sm"
      className="h-7 rounded-full tabular-nums"
      aria-label={`${plays ? 'Pause' : 'Play'} ${label}, ${length}`}
      onClick={() => (plays ? player.pause() : player.playPart(part, performance.now()))}
    >
      {plays ? <Pause aria-hidden /> : <Play aria-hidden />}
      {length}
    </Button>
  )
}
