'use client'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** The curve with its sliders and tables; fetched after the page. */
export const LazyWhatIf = lazyView(
  () =>
    import('#app/(dashboard)/settings/validation-policy/_components/what-if.client.tsx').then(
      (view) => view.WhatIf,
    ),
  {
    loading: () => (
      <div aria-busy className="space-y-5">
        <Skeleton className="h-72" />
        <Skeleton className="h-40" />
        <div className="grid gap-3 sm:grid-cols-3">
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
        </div>
        <Skeleton className="h-64" />
      </div>
    ),
  },
)
