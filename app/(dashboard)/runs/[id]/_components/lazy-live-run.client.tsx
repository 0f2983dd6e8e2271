'use client'

import type { ComponentProps, ReactNode } from 'react'

import type { LiveRun } from '#app/(dashboard)/runs/[id]/_components/live-run.client.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'

type LazyLiveRunProps = ComponentProps<typeof LiveRun> & {
  /** shown until it has arrived */
  firstResults: ReactNode
}

/** The run as it moves, with all that is done to it; fetched after the page. */
export const LazyLiveRun = lazyView<LazyLiveRunProps>(
  () =>
    import('#app/(dashboard)/runs/[id]/_components/live-run.client.tsx').then(
      (view) => view.LiveRun,
    ),
  { loading: ({ firstResults }) => firstResults },
)
