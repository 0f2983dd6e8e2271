'use client'

import {
  ChevronFirst,
  Keyboard,
  LoaderCircle,
  Pause,
  Play,
  StepBack,
  StepForward,
  Table2,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import type { ReactNode } from 'react'

import { RateSelect } from '#components/audio/rate-select.client.tsx'
import { usePlayback, usePlayer } from '#components/playback/playback-provider.client.tsx'
import { timelineKeys, type TimelineAction } from '#components/timeline/timeline-key.ts'
import type { Viewport } from '#components/timeline/use-viewport.client.ts'
import { Button } from '#components/ui/button.tsx'
import { Hint } from '#components/ui/hint.client.tsx'
import { formatPosition } from '#lib/platform/format/duration.ts'

type TransportProps = {
  /** there is something to be heard */
  audible: boolean
  viewport: Viewport
  tableOpen: boolean
  onTable: () => void
  onAction: (action: TimelineAction) => void
}

/** What is pressed with a pointer; the keys do the same. */
export function Transport({ audible, viewport, tableOpen, onTable, onAction }: TransportProps) {
  const player = usePlayer()
  const rate = usePlayback(({ state }) => state.rate)
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-2 px-4 pb-3">
      {audible && <PlayButton />}
      <Small
        label="Beginning"
        icon={<ChevronFirst />}
        onClick={() => onAction({ type: 'start' })}
      />
      <Small
        label="Mark before"
        icon={<StepBack />}
        onClick={() => onAction({ type: 'mark', step: -1 })}
      />
      <Small
        label="Mark after"
        icon={<StepForward />}
        onClick={() => onAction({ type: 'mark', step: 1 })}
      />
      <Clock />
      {audible && (
        <RateSelect label="Speed" value={rate} onChange={(next) => player.setRate(next)} />
      )}
      <span className="flex-1" />
      <Small
        label="Zoom out"
        icon={<ZoomOut />}
        disabled={viewport.zoom <= 1}
        onClick={() => onAction({ type: 'zoom', step: -1 })}
      />
      <Button variant="ghost" size="sm" disabled={viewport.zoom <= 1} onClick={viewport.fit}>
        Fit
      </Button>
      <Small
        label="Zoom in"
        icon={<ZoomIn />}
        disabled={!viewport.canZoomIn}
        onClick={() => onAction({ type: 'zoom', step: 1 })}
      />
      <Keys />
      <Button variant="ghost" size="sm" aria-expanded={tableOpen} onClick={onTable}>
        <Table2 aria-hidden />
        <span className="max-sm:sr-only">{tableOpen ? 'Hide the table' : 'Show as a table'}</span>
      </Button>
    </div>
  )
}

function PlayButton() {
  const player = usePlayer()
  const playing = usePlayback(({ state }) => state.playing)
  const waiting = usePlayback(({ state }) => state.waiting)
  const Icon = waiting ? LoaderCircle : playing ? Pause : Play
  return (
    <Button
      size="icon"
      className="mr-1 rounded-full"
      aria-label={playing ? 'Pause the call' : 'Play the call'}
      onClick={() => player.toggle(performance.now())}
    >
      <Icon className={waiting ? 'motion-safe:animate-spin' : ''} aria-hidden />
    </Button>
  )
}

type SmallProps = { label: string; icon: ReactNode; disabled?: boolean; onClick: () => void }

function Small({ label, icon, disabled = false, onClick }: SmallProps) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
    </Button>
  )
}

function Clock() {
  const player = usePlayer()
  const tenths = usePlayback(({ position }) => Math.round(position / 100))
  return (
    <span className="px-2 text-sm tabular-nums">
      <span className="font-medium">{formatPosition(tenths / 10)}</span>
      <span className="text-muted-foreground"> / {formatPosition(player.duration / 1_000)}</span>
    </span>
  )
}

function Keys() {
  return (
    <Hint
      label="Keys of the timeline"
      content={timelineKeys.map(({ shown, label }) => (
        <span key={label} className="flex justify-between gap-6 py-0.5">
          <span>{label}</span>
          <span className="font-medium whitespace-nowrap">{shown.join(' ')}</span>
        </span>
      ))}
    >
      <span className="hover:bg-accent text-muted-foreground grid size-8 place-items-center rounded-md">
        <Keyboard className="size-4" aria-hidden />
      </span>
    </Hint>
  )
}
