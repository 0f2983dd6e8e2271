'use client'

import { useEffect, useRef, type RefObject } from 'react'
import WaveSurfer from 'wavesurfer.js'
import RegionsPlugin from 'wavesurfer.js/plugins/regions'

import type { AudioRegion } from '#components/audio/types.ts'

export type WaveformProps = {
  audio: RefObject<HTMLAudioElement | null>
  regions: AudioRegion[]
  /** names of two channels, drawn one above the other; null draws one picture of all */
  channels: [string, string] | null
  /** changes when the theme does, so that the colours are read again */
  theme: string
}

/** A canvas takes colours, not the names of CSS variables. */
function themeColor(element: HTMLElement, variable: string): string {
  return getComputedStyle(element).getPropertyValue(variable).trim()
}

/** The picture of the audio. Playing, seeking by keyboard and all labels are the player's. */
export function Waveform({ audio, regions, channels, theme }: WaveformProps) {
  const container = useRef<HTMLDivElement>(null)
  const shown = JSON.stringify(regions)
  const split = channels !== null

  useEffect(() => {
    const element = container.current
    const media = audio.current
    if (!element || !media) return
    const marks = RegionsPlugin.create()
    const wave = WaveSurfer.create({
      container: element,
      media,
      url: media.currentSrc || media.src,
      height: split ? 48 : 56,
      ...(split && { splitChannels: [{ overlay: false }, { overlay: false }] }),
      normalize: true,
      barWidth: 2,
      barGap: 1,
      barRadius: 2,
      cursorWidth: 1,
      dragToSeek: true,
      waveColor: themeColor(element, '--control'),
      progressColor: themeColor(element, '--primary'),
      cursorColor: themeColor(element, '--foreground'),
      plugins: [marks],
    })
    const fill = `color-mix(in oklab, ${themeColor(element, '--primary')} 14%, transparent)`
    wave.on('decode', () => {
      for (const region of JSON.parse(shown) as AudioRegion[])
        marks.addRegion({
          start: region.start_ms / 1_000,
          end: region.end_ms / 1_000,
          color: fill,
          drag: false,
          resize: false,
        })
    })
    return () => wave.destroy()
  }, [audio, shown, split, theme])

  if (!channels) return <div ref={container} className="h-14 w-full" aria-hidden />
  return (
    <div className="flex gap-2" aria-hidden>
      <div className="text-muted-foreground grid h-24 w-14 shrink-0 grid-rows-2 items-center text-xs">
        {channels.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div ref={container} className="h-24 min-w-0 flex-1" />
    </div>
  )
}
