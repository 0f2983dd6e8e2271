'use client'

import { queryOptions } from '@tanstack/react-query'

import { read } from '#components/api/read.client.ts'
import type { RunView } from '#lib/runs/schema.ts'

/** The run, as everything on its page reads it: asked once for all of them. */
export const runQuery = (initialRun: RunView) =>
  queryOptions({
    queryKey: ['runs', initialRun.id, 'summary'],
    queryFn: ({ signal }) =>
      read(
        `/api/v1/runs/${initialRun.id}`,
        async () => (await import('#lib/runs/schema.ts')).RunView,
        signal,
      ),
    initialData: initialRun,
  })
