import type { ReactNode } from 'react'

import type { PlayedPart } from '#components/playback/call-player.ts'
import { PlaybackProvider } from '#components/playback/playback-provider.client.tsx'
import type { TimelineView } from '#lib/executions/timeline/schema.ts'

/** What sounds at the same time lies on different tracks; the recording of the call is one. */
function tracksOf({ clips }: TimelineView) {
  return (['call', 'caller', 'voice_ai'] as const)
    .map((side) => clips.filter((clip) => clip.side === side))
    .filter((track) => track.length > 0)
}

type ExecutionPlaybackProps = { timeline: TimelineView; children: ReactNode }

/** Lets the timeline and the turns below it play one execution, one at a time. */
export function ExecutionPlayback({ timeline, children }: ExecutionPlaybackProps) {
  return (
    <PlaybackProvider tracks={tracksOf(timeline)} duration_ms={timeline.duration_ms}>
      {children}
    </PlaybackProvider>
  )
}

export type TurnParts = { caller: PlayedPart | null; voiceAi: PlayedPart | null }

/** Where both sides of a turn are heard in the call. */
export function partsOf({ turns }: TimelineView, index: number): TurnParts {
  const found = turns.find(({ turn }) => turn === index)
  const { caller = null, voice_ai: voiceAi = null } = found ?? {}
  return {
    caller: caller && { label: `Caller, turn ${index + 1}`, ...caller },
    voiceAi: voiceAi && { label: `Voice AI, turn ${index + 1}`, ...voiceAi },
  }
}
