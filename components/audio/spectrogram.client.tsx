'use client'

import { useTheme } from 'next-themes'
import { useEffect, useMemo, useRef } from 'react'

import {
  paletteOf,
  pictureBytes,
  reachOf,
  secondMarks,
} from '#components/audio/spectrogram-picture.ts'

type SpectrogramProps = {
  /** what is seen */
  label: string
  /** base64, as the server draws it */
  picture: string
  columns: number
  bands: number
  top_hz: number
  duration_ms: number
}

const kiloHertz = (hz: number) => `${Number((hz / 1_000).toFixed(1))} kHz`

/** Time to the right, pitch upwards, the louder the stronger. What it shows is also said in words. */
export function Spectrogram({ label, picture, duration_ms, ...size }: SpectrogramProps) {
  const { columns, bands, top_hz } = size
  const canvas = useRef<HTMLCanvasElement>(null)
  const { resolvedTheme } = useTheme()
  const bytes = useMemo(() => pictureBytes(picture), [picture])

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const palette = paletteOf(resolvedTheme === 'dark' ? 'dark' : 'light')
    const image = context.createImageData(columns, bands)
    for (let column = 0; column < columns; column++)
      for (let band = 0; band < bands; band++) {
        const colour = palette[bytes[column * bands + band] ?? 0] ?? [0, 0, 0]
        image.data.set([...colour, 255], ((bands - 1 - band) * columns + column) * 4)
      }
    context.putImageData(image, 0, 0)
  }, [bytes, columns, bands, resolvedTheme])

  const words = `0 to ${kiloHertz(top_hz)} over ${(duration_ms / 1_000).toFixed(1)} s; sound reaches up to about ${kiloHertz(reachOf(bytes, size))}`
  const hertz = [top_hz, top_hz * 0.75, top_hz / 2, top_hz / 4, 0]
  return (
    <figure className="text-muted-foreground text-[0.6875rem] tabular-nums">
      <div className="grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-1.5">
        <div className="flex h-32 flex-col justify-between text-right leading-none" aria-hidden>
          {hertz.map((hz) => (
            <span key={hz}>{kiloHertz(hz)}</span>
          ))}
        </div>
        <canvas
          ref={canvas}
          width={columns}
          height={bands}
          role="img"
          aria-label={`Spectrogram, ${label}: ${words}`}
          className="h-32 w-full rounded-sm border"
        />
        <div className="relative col-start-2 h-4" aria-hidden>
          {secondMarks(duration_ms * 0.97).map((second) => (
            <span
              key={second}
              className="absolute top-0.5 -translate-x-1/2 whitespace-nowrap first:translate-x-0"
              style={{ left: `${(second * 100_000) / duration_ms}%` }}
            >
              {Number(second.toFixed(1))} s
            </span>
          ))}
        </div>
      </div>
      <figcaption className="pt-1 pl-[3.625rem]">Spectrogram: {words}.</figcaption>
    </figure>
  )
}
