'use client'

import { useTheme } from 'next-themes'
import { useEffect, useRef } from 'react'

import { barPx, barsOf, type PlacedWave } from '#components/timeline/wave-picture.ts'
import { cn } from '#components/ui/cn.ts'

type WaveLaneProps = {
  waves: PlacedWave[]
  side: 'caller' | 'voice_ai'
  /** px */
  height: number
  left: number
  width: number
  msPerPx: number
}

/** One side's outline. The canvas is as wide as what is seen, however long the call. */
export function WaveLane({ waves, side, height, left, width, msPerPx }: WaveLaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { resolvedTheme } = useTheme()

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || width === 0) return
    const ratio = window.devicePixelRatio || 1
    element.width = Math.round(width * ratio)
    element.height = Math.round(height * ratio)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    context.fillStyle = getComputedStyle(element).color
    context.beginPath()
    for (const bar of barsOf({ waves, left, width, msPerPx })) {
      const tall = Math.max(1.5, bar.height * (height - 12))
      context.roundRect(bar.x, (height - tall) / 2, barPx, tall, 1)
    }
    context.fill()
  }, [waves, height, left, width, msPerPx, resolvedTheme])

  return (
    <canvas
      ref={canvas}
      style={{ width, height }}
      className={cn(
        'pointer-events-none sticky left-0 block',
        side === 'caller' ? 'text-foreground/65' : 'text-primary',
      )}
    />
  )
}
