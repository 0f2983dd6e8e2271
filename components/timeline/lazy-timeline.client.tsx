'use client'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { lanesOf, rulerPx } from '#components/timeline/lane-list.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** Comes after its page, whose place it keeps meanwhile. */
export const LazyTimeline = lazyView(
  () => import('#components/timeline/call-timeline.client.tsx').then((view) => view.CallTimeline),
  {
    loading: ({ timeline }) => {
      const lanes = lanesOf(timeline).reduce((sum, { height }) => sum + height, rulerPx)
      return (
        <div aria-busy className="px-4 pb-4">
          <span className="sr-only">Loading the timeline…</span>
          <Skeleton className="mb-3 h-9 w-72 max-w-full" />
          <div style={{ height: lanes }}>
            <Skeleton className="size-full" />
          </div>
          <div className="h-20" />
        </div>
      )
    },
  },
)
