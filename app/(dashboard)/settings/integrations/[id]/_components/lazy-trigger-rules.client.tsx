'use client'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** The rules with what changes them; fetched after the page. */
export const LazyTriggerRules = lazyView(
  () =>
    import('#app/(dashboard)/settings/integrations/[id]/_components/trigger-rules.client.tsx').then(
      (view) => view.TriggerRules,
    ),
  {
    loading: ({ rules }) => (
      <div aria-busy className="divide-y border-t">
        {rules.map(({ name }) => (
          <div key={name} className="px-4 py-3">
            <Skeleton className="h-11" />
          </div>
        ))}
        <div className="px-4 py-3">
          <Skeleton className="h-8 w-28" />
        </div>
      </div>
    ),
  },
)
