'use client'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { RunStatusBadge } from '#components/verdict/run-status-badge.tsx'

/** The status as it was when the page was made, until that which follows it has arrived. */
export const LazyLiveStatus = lazyView(
  () =>
    import('#app/(dashboard)/runs/[id]/_components/live-status.client.tsx').then(
      (view) => view.LiveStatus,
    ),
  {
    loading: ({ initialRun: { status, paused } }) => (
      <RunStatusBadge status={status} paused={paused} />
    ),
  },
)
