'use client'

import { useRef, useState, type KeyboardEvent } from 'react'

import { usePlayback, usePlayer } from '#components/playback/playback-provider.client.tsx'
import { Inspector } from '#components/timeline/inspector.client.tsx'
import { markFrom } from '#components/timeline/lane-layout.ts'
import { Lanes } from '#components/timeline/lanes.client.tsx'
import { timelineKey, type TimelineAction } from '#components/timeline/timeline-key.ts'
import { TimelineTable } from '#components/timeline/timeline-table.client.tsx'
import { Transport } from '#components/timeline/transport.client.tsx'
import { useViewport } from '#components/timeline/use-viewport.client.ts'
import { useWaveforms } from '#components/timeline/use-waveforms.client.ts'
import type { TimelineEntry, TimelineView } from '#lib/executions/timeline/schema.ts'
import { formatPosition } from '#lib/platform/format/duration.ts'

export type CallTimelineProps = { executionId: string; timeline: TimelineView; language: string }

/** Said aloud when a key has moved the playhead: where it is, and what is there. */
const spoken = (position: number, entry: TimelineEntry | null) =>
  entry
    ? `${formatPosition(position / 1_000)}, turn ${entry.turn + 1}: ${entry.label}, ${entry.value}`
    : formatPosition(position / 1_000)

/** The whole execution on one clock: heard, read and measured in one place. */
export function CallTimeline({ executionId, timeline, language }: CallTimelineProps) {
  const player = usePlayer()
  const audible = timeline.clips.length > 0
  const waveforms = useWaveforms(executionId, audible)
  const scroller = useRef<HTMLDivElement>(null)
  const viewport = useViewport(scroller, Math.max(1, timeline.duration_ms))
  const [pointed, setPointed] = useState<TimelineEntry | null>(null)
  const [tableOpen, setTableOpen] = useState(false)
  const [said, setSaid] = useState('')

  const go = (ms: number, entry: TimelineEntry | null) => {
    player.seek(ms)
    viewport.reveal(player.position)
    setSaid(spoken(player.position, entry))
  }
  const act = (action: TimelineAction) => {
    const { position, duration } = player
    if (action.type === 'toggle') {
      if (audible) player.toggle(performance.now())
    } else if (action.type === 'zoom') viewport.zoomBy(action.step === 1 ? 1.6 : 1 / 1.6, position)
    else if (action.type === 'start') go(0, null)
    else if (action.type === 'end') go(duration, null)
    else if (action.type === 'move') go(position + action.ms, null)
    else {
      const entry = markFrom(timeline.entries, position, action.step)
      if (entry) go(entry.from_ms, entry)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const action = timelineKey(event)
    if (!action) return
    event.preventDefault()
    // On pages with keys of their own these are the timeline's.
    event.stopPropagation()
    act(action)
  }
  return (
    <div role="group" aria-label="Timeline" onKeyDown={onKeyDown}>
      <Transport
        audible={audible}
        viewport={viewport}
        tableOpen={tableOpen}
        onTable={() => setTableOpen((open) => !open)}
        onAction={act}
      />
      <Lost />
      <Lanes
        timeline={timeline}
        scroller={scroller}
        viewport={viewport}
        waveforms={waveforms}
        onPoint={setPointed}
      />
      <Inspector entries={timeline.entries} pointed={pointed} language={language} />
      <p role="status" className="sr-only">
        {said}
      </p>
      {tableOpen && <TimelineTable timeline={timeline} language={language} />}
    </div>
  )
}

/** Which recordings the browser could not play. */
function Lost() {
  const lost = usePlayback(({ state }) => state.lost)
  if (lost.length === 0) return null
  return (
    <p role="alert" className="text-failed px-4 pb-3 text-sm">
      {lost.join(', ')} cannot be played: storage cannot be reached, or the recording was removed
      with the retention period. Everything else on the timeline is still there.
    </p>
  )
}
