'use client'

import { useEffect, useRef, type RefObject } from 'react'
import WaveSurfer from 'wavesurfer.js'
import RegionsPlugin from 'wavesurfer.js/plugins/regions'

import type { AudioRegion } from '#components/audio/types.ts'

export type WaveformProps = {
  audio: RefObject<HTMLAudioElement | null>
  regions: AudioRegion[]
  /** changes when the theme does, so that the colours are read again */
  theme: string
}

/** A canvas takes colours, not the names of CSS variables. */
function themeColor(element: HTMLElement, variable: string): string {
  return getComputedStyle(element).getPropertyValue(variable).trim()
}

/** The picture of the audio. Playing, seeking by keyboard and all labels are the player's. */
export function Waveform({ audio, regions, theme }: WaveformProps) {
  const container = useRef<HTMLDivElement>(null)
  const shown = JSON.stringify(regions)

  useEffect(() => {
    const element = container.current
    const media = audio.current
    if (!element || !media) return
    const marks = RegionsPlugin.create()
    const wave = WaveSurfer.create({
      container: element,
      media,
      url: media.currentSrc || media.src,
      height: 56,
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
  }, [audio, shown, theme])

  return <div ref={container} className="h-14 w-full" aria-hidden />
}
