'use client'

import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

export type Viewport = {
  /** px that are seen */
  width: number
  /** px of the whole */
  contentPx: number
  /** px from the left end of the whole to the left end of what is seen */
  left: number
  zoom: number
  canZoomIn: boolean
  /** times the zoom, around a position in ms */
  zoomBy: (factor: number, aroundMs: number) => void
  /** the whole call at once */
  fit: () => void
  /** scrolls, where that is needed, until a position in ms is seen */
  reveal: (ms: number) => void
}

/** px of a ms at the finest zoom. */
const finest = 0.6
/** px of a ms below which the words of a short call cannot be read. */
const readable = 0.03
/** ms up to which a call opens readable and not as a whole */
const shortMs = 90_000

/** What part of a timeline is seen, and how large. */
export function useViewport(
  scroller: RefObject<HTMLDivElement | null>,
  durationMs: number,
): Viewport {
  const anchor = useRef<{ ms: number; px: number } | null>(null)
  const [width, setWidth] = useState(0)
  const [left, setLeft] = useState(0)
  const [chosen, setChosen] = useState<number | null>(null)

  const most = width === 0 ? 1 : Math.max(1, (finest * durationMs) / width)
  const opening =
    width > 0 && durationMs <= shortMs ? Math.max(1, (readable * durationMs) / width) : 1
  const zoom = Math.min(chosen ?? opening, most)
  const contentPx = Math.round(width * zoom)
  const pxOf = (ms: number) => (ms / durationMs) * contentPx

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    observer.observe(element)
    const onScroll = () => setLeft(element.scrollLeft)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [scroller])

  // What was looked at stays where it was on the screen.
  useLayoutEffect(() => {
    const [element, kept] = [scroller.current, anchor.current]
    if (!element || !kept) return
    anchor.current = null
    element.scrollLeft = (kept.ms / durationMs) * contentPx - kept.px
  }, [scroller, contentPx, durationMs])

  return {
    ...{ width, contentPx, left, zoom, canZoomIn: zoom < most },
    zoomBy: (factor, ms) => {
      const px = pxOf(ms) - left
      anchor.current = { ms, px: px >= 0 && px <= width ? px : width / 2 }
      setChosen(Math.min(most, Math.max(1, zoom * factor)))
    },
    fit: () => setChosen(1),
    reveal: (ms) => {
      const element = scroller.current
      if (!element) return
      const at = pxOf(ms)
      if (at >= element.scrollLeft + 8 && at <= element.scrollLeft + width - 24) return
      element.scrollLeft = at - width * 0.15
    },
  }
}
