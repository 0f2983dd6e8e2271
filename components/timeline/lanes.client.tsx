'use client'

import {
  memo,
  useEffect,
  useMemo,
  useRef,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from 'react'

import { usePlayback, usePlayer } from '#components/playback/playback-provider.client.tsx'
import { ToolLane, WordLane, type Scale } from '#components/timeline/block-lanes.tsx'
import { entriesAt } from '#components/timeline/lane-layout.ts'
import { lanesOf, rulerPx, toolRowsOf, type Lane } from '#components/timeline/lane-list.ts'
import { Playhead } from '#components/timeline/playhead.client.tsx'
import { Ruler } from '#components/timeline/ruler.tsx'
import { NotToScale, Shades } from '#components/timeline/shades.tsx'
import { TimeLane } from '#components/timeline/time-lane.tsx'
import type { Viewport } from '#components/timeline/use-viewport.client.ts'
import { wavesOf } from '#components/timeline/wave-picture.ts'
import { WaveLane } from '#components/timeline/wave-lane.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { TimelineEntry, TimelineView, WaveformView } from '#lib/executions/timeline/schema.ts'
import { formatPosition } from '#lib/platform/format/duration.ts'

export type LanesProps = {
  timeline: TimelineView
  /** what scrolls */
  scroller: RefObject<HTMLDivElement | null>
  viewport: Viewport
  /** null while they are fetched; why they could not be, as text */
  waveforms: WaveformView[] | string | null
  /** what is pointed at */
  onPoint: (entry: TimelineEntry | null) => void
}

/** All lanes on one clock: names at the left, what is seen of the call at the right. */
export function Lanes({ timeline, scroller, viewport, waveforms, onPoint }: LanesProps) {
  const lanes = useMemo(() => lanesOf(timeline), [timeline])
  const soundPx = lanes
    .filter(({ key }) => key === 'caller' || key === 'voice_ai')
    .reduce((sum, { height }) => sum + height, 0)
  const durationMs = Math.max(1, timeline.duration_ms)
  const pxPerMs = viewport.contentPx / durationMs
  const scale = useMemo((): Scale => ({ durationMs, pxPerMs }), [durationMs, pxPerMs])
  return (
    <div className="grid grid-cols-[2rem_minmax(0,1fr)] border-y sm:grid-cols-[6rem_minmax(0,1fr)]">
      <Names lanes={lanes} />
      <div
        ref={scroller}
        className="relative [scrollbar-width:thin] overflow-x-auto overflow-y-hidden overscroll-x-contain"
      >
        <Surface timeline={timeline} scroller={scroller} viewport={viewport} onPoint={onPoint}>
          <div className="bg-muted/40 relative border-b" style={{ height: rulerPx }}>
            <Ruler timeline={timeline} scale={scale} />
          </div>
          <div className="absolute inset-x-0" style={{ top: rulerPx }}>
            <Shades entries={timeline.entries} scale={scale} height={soundPx} />
          </div>
          {lanes.map((lane) => (
            <div
              key={lane.key}
              className="relative border-b last:border-b-0"
              style={{ height: lane.height }}
            >
              {lane.key === 'caller' || lane.key === 'voice_ai' ? (
                <SoundLane
                  side={lane.key}
                  height={lane.height}
                  timeline={timeline}
                  viewport={viewport}
                  waveforms={waveforms}
                  scale={scale}
                />
              ) : (
                <BlockLane lane={lane.key} timeline={timeline} scale={scale} />
              )}
            </div>
          ))}
          <NotToScale timeline={timeline} scale={scale} />
        </Surface>
      </div>
    </div>
  )
}

function Names({ lanes }: { lanes: Lane[] }) {
  return (
    <div className="text-muted-foreground border-r text-xs font-medium" aria-hidden>
      <div className="bg-muted/40 border-b" style={{ height: rulerPx }} />
      {lanes.map(({ key, name, icon: Icon, height }) => (
        <div
          key={key}
          title={name}
          className="flex items-center gap-2 border-b px-2 last:border-b-0 sm:px-3"
          style={{ height }}
        >
          <Icon className="size-3.5 shrink-0" />
          <span className="max-sm:hidden">{name}</span>
        </div>
      ))}
    </div>
  )
}

type SurfaceProps = Omit<LanesProps, 'waveforms'> & { children: ReactNode }

/** What is clicked, dragged over and focused. To a screen reader it is a slider; the table tells what is in it. */
function Surface({ timeline, scroller, viewport, onPoint, children }: SurfaceProps) {
  const player = usePlayer()
  const dragging = useRef(false)
  const surface = useRef<HTMLDivElement>(null)
  const { duration_ms, entries } = timeline

  const seekTo = (clientX: number) => {
    const box = surface.current?.getBoundingClientRect()
    if (box) player.seek(((clientX - box.left) / box.width) * duration_ms)
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    dragging.current = true
    event.currentTarget.setPointerCapture(event.pointerId)
    seekTo(event.clientX)
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (dragging.current) seekTo(event.clientX)
    const pointed =
      event.target instanceof Element && event.target.closest<HTMLElement>('[data-entry]')
    const id = pointed ? pointed.dataset['entry'] : undefined
    onPoint(id === undefined ? null : (entries.find((entry) => entry.id === id) ?? null))
  }
  useWheelZoom(scroller, viewport, duration_ms)
  return (
    <div
      ref={surface}
      {...useSliderState(timeline)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (dragging.current = false)}
      onPointerCancel={() => (dragging.current = false)}
      onPointerLeave={() => onPoint(null)}
      // A finger scrolls; where it is lifted without having done so it seeks.
      onClick={(event) => seekTo(event.clientX)}
      className="relative cursor-crosshair touch-pan-x select-none focus-visible:outline-offset-[-2px]"
      style={{ width: viewport.contentPx || '100%' }}
    >
      {children}
      <Playhead durationMs={Math.max(1, duration_ms)} reveal={viewport.reveal} />
    </div>
  )
}

function useSliderState({ duration_ms }: TimelineView) {
  // To a tenth of a second: finer would be told with every frame.
  const tenths = usePlayback(({ position }) => Math.round(position / 100))
  return {
    role: 'slider',
    tabIndex: 0,
    'aria-label': 'Position in the call',
    'aria-valuemin': 0,
    'aria-valuemax': Math.round(duration_ms / 100) / 10,
    'aria-valuenow': tenths / 10,
    'aria-valuetext': `${formatPosition(tenths / 10)} of ${formatPosition(duration_ms / 1_000)}`,
  } as const
}

/** The wheel with Ctrl, and two fingers on a touchpad, zoom around the pointer. */
function useWheelZoom(
  scroller: RefObject<HTMLDivElement | null>,
  { zoomBy, contentPx, left }: Viewport,
  durationMs: number,
): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const px = event.clientX - element.getBoundingClientRect().left + left
      zoomBy(Math.exp(-event.deltaY / 200), (px / Math.max(1, contentPx)) * durationMs)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  })
}

type BlockLaneProps = { lane: Lane['key']; timeline: TimelineView; scale: Scale }

/** Drawn anew when something begins or ends, not when it is scrolled. */
const BlockLane = memo(function BlockLane({ lane, timeline, scale }: BlockLaneProps) {
  const { entries } = timeline
  const key = usePlayback(({ position }) =>
    entriesAt(entries, position)
      .map(({ id }) => id)
      .join(' '),
  )
  const active = useMemo(() => new Set(key.split(' ')), [key])
  const rows = useMemo(() => toolRowsOf(entries), [entries])
  if (lane === 'tools') return <ToolLane rows={rows} active={active} scale={scale} />
  if (lane === 'times') return <TimeLane entries={entries} active={active} scale={scale} />
  const own = entries.filter((entry) => entry.lane === lane)
  return <WordLane entries={own} active={active} scale={scale} breaks={timeline.breaks} />
})

type SoundLaneProps = Omit<LanesProps, 'onPoint' | 'scroller'> & {
  side: 'caller' | 'voice_ai'
  height: number
  scale: Scale
}

function SoundLane({ side, height, timeline, viewport, waveforms, scale }: SoundLaneProps) {
  const { clips } = timeline
  const found = useMemo(
    () => (Array.isArray(waveforms) ? wavesOf(side, clips, waveforms) : null),
    [side, clips, waveforms],
  )
  if (waveforms === null) return <Skeleton className="absolute inset-x-2 inset-y-3" />
  const faults = found?.faults ?? (typeof waveforms === 'string' ? [waveforms] : [])
  return (
    <>
      {found && (
        <WaveLane
          waves={found.waves}
          side={side}
          height={height}
          left={viewport.left}
          width={viewport.width}
          msPerPx={1 / scale.pxPerMs}
        />
      )}
      {faults.length > 0 && (
        <span className="text-muted-foreground sticky left-3 inline-block max-w-[min(100%,40rem)] py-1 text-xs leading-6">
          {found && found.waves.length > 0 ? 'Some recordings are missing. ' : 'No sound to show. '}
          {faults[0]}
        </span>
      )}
    </>
  )
}
