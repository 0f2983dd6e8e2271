'use client'

import type { ComponentProps } from 'react'

import { FirstResults } from '#app/(dashboard)/runs/[id]/_components/first-results.client.tsx'
import type { LiveRun } from '#app/(dashboard)/runs/[id]/_components/live-run.client.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'

/**
 * The run as it moves, with all that is done to it; fetched after the page. Until it is there its first rows are shown from
 * the same props: rendered on the server they would travel once more.
 */
export const LazyLiveRun = lazyView<ComponentProps<typeof LiveRun>>(
  () =>
    import('#app/(dashboard)/runs/[id]/_components/live-run.client.tsx').then(
      (view) => view.LiveRun,
    ),
  { loading: (props) => <FirstResults {...props} /> },
)
