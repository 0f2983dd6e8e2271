'use client'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import type { CallTimelineProps } from '#components/timeline/call-timeline.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** `lanesPx`: how high the lanes will be */
type LazyTimelineProps = CallTimelineProps & { lanesPx: number }

/** Comes after its page, whose place it keeps meanwhile. */
export const LazyTimeline = lazyView<LazyTimelineProps>(
  () => import('#components/timeline/call-timeline.client.tsx').then((view) => view.CallTimeline),
  {
    loading: ({ lanesPx }) => (
      <div aria-busy className="px-4 pb-4">
        <span className="sr-only">Loading the timeline…</span>
        <Skeleton className="mb-3 h-9 w-72 max-w-full" />
        <div style={{ height: lanesPx }}>
          <Skeleton className="size-full" />
        </div>
        <div className="h-20" />
      </div>
    ),
  },
)
