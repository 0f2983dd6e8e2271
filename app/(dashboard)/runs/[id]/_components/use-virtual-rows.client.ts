'use client'

import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

/** Which rows are in sight of a scrolling element. Rows are measured: a card on a phone is higher than a row. */
export function useVirtualRows(
  scroller: RefObject<HTMLDivElement | null>,
  rows: { id: string }[],
): Virtualizer<HTMLDivElement, Element> {
  return useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 52,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  })
}
