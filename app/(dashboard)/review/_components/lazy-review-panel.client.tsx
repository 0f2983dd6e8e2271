'use client'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** One item with what decides it; fetched after the page, once for all items. */
export const LazyReviewPanel = lazyView(
  () =>
    import('#app/(dashboard)/review/_components/review-panel.client.tsx').then(
      (view) => view.ReviewPanel,
    ),
  {
    loading: () => (
      <div aria-busy className="space-y-4">
        <Skeleton className="h-24" />
        <Skeleton className="h-96" />
        <Skeleton className="h-40" />
      </div>
    ),
  },
)
