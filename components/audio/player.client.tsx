'use client'

import { Pause, Play, TriangleAlert } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useRef, useState, type KeyboardEvent } from 'react'

import { playbackKey } from '#components/audio/playback-key.ts'
import { RateSelect } from '#components/audio/rate-select.client.tsx'
import type { AudioClip } from '#components/audio/types.ts'
import { useAudio } from '#components/audio/use-audio.client.ts'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useHydrated } from '#components/ui/use-hydrated.client.ts'
import { formatPosition } from '#lib/platform/format/duration.ts'

const Waveform = lazyView(
  () => import('#components/audio/waveform.client.tsx').then((view) => view.Waveform),
  {
    loading: () => <Skeleton className="h-14 w-full" />,
  },
)

export type AudioPlayerProps = {
  clip: AudioClip
  className?: string
}

/** Space plays and pauses, arrows move by a second (with Shift by a tenth), Home goes to the start. */
export function AudioPlayer({ clip, className }: AudioPlayerProps) {
  const audio = useRef<HTMLAudioElement>(null)
  const state = useAudio(audio)
  const hydrated = useHydrated()
  const { resolvedTheme = 'light' } = useTheme()
  const [rate, setRate] = useState(1)
  const duration = state.duration ?? (clip.duration_ms ?? 0) / 1_000

  const toggle = () => {
    const element = audio.current
    if (!element) return
    // A refused or interrupted play shows itself as the element's own state.
    if (element.paused) void element.play().catch(() => undefined)
    else element.pause()
  }
  const seek = (seconds: number) => {
    if (audio.current) audio.current.currentTime = Math.min(Math.max(0, seconds), duration)
  }
  const changeRate = (next: number) => {
    setRate(next)
    if (audio.current) audio.current.playbackRate = next
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const action = playbackKey(event)
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    if (action.type === 'toggle') toggle()
    else seek(action.type === 'start' ? 0 : state.position + action.seconds)
  }

  return (
    <div
      role="group"
      aria-label={`Audio: ${clip.label}`}
      onKeyDown={onKeyDown}
      className={cn('bg-card rounded-lg border p-3', className)}
    >
      <p className="text-muted-foreground mb-2 truncate text-xs font-medium">{clip.label}</p>
      <audio
        ref={audio}
        src={clip.src}
        preload="metadata"
        controls={!hydrated}
        aria-label={clip.label}
        className={hydrated ? 'hidden' : 'w-full'}
      />
      {hydrated && state.failed && (
        <p role="alert" className="text-failed flex h-14 items-center gap-2 text-sm">
          <TriangleAlert className="size-4 shrink-0" aria-hidden />
          This recording cannot be played. It may have been removed with the retention period.
        </p>
      )}
      {hydrated && !state.failed && (
        <>
          <Waveform audio={audio} regions={clip.regions ?? []} theme={resolvedTheme} />
          <div className="mt-2 flex items-center gap-2">
            <Button
              variant="secondary"
              size="icon-sm"
              className="rounded-full"
              aria-label={state.playing ? `Pause ${clip.label}` : `Play ${clip.label}`}
              onClick={toggle}
            >
              {state.playing ? <Pause aria-hidden /> : <Play aria-hidden />}
            </Button>
            <input
              type="range"
              min={0}
              max={duration}
              step={0.1}
              value={Math.min(state.position, duration)}
              aria-label={`Position in ${clip.label}`}
              aria-valuetext={`${formatPosition(state.position)} of ${formatPosition(duration)}`}
              onChange={(event) => seek(event.target.valueAsNumber)}
              className="slider h-6 min-w-0 flex-1"
            />
            <span className="text-muted-foreground shrink-0 text-xs tabular-nums">
              {formatPosition(state.position)} / {formatPosition(duration)}
            </span>
            <RateSelect label={`Speed of ${clip.label}`} value={rate} onChange={changeRate} />
          </div>
        </>
      )}
    </div>
  )
}
