'use client'

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'

import { itemsQuery, type ResultView } from '#app/(dashboard)/runs/[id]/_lib/result-view.ts'
import { read } from '#components/api/read.client.ts'
import type { RunItemPage, RunView } from '#lib/runs/schema.ts'

/** All that is read of one run: asked for again together when it moves. */
export const runKey = (runId: string) => ['runs', runId] as const

/** The run, as everything on its page reads it: asked once for all of them. */
export const runQuery = (initialRun: RunView) =>
  queryOptions({
    queryKey: [...runKey(initialRun.id), 'summary'],
    queryFn: ({ signal }) =>
      read(
        `/api/v1/runs/${initialRun.id}`,
        async () => (await import('#lib/runs/schema.ts')).RunView,
        signal,
      ),
    initialData: initialRun,
  })

/** Its items in one view, page by page; the rows of the view before stay until the first page is there. */
export const runItemsQuery = (runId: string, view: ResultView) =>
  infiniteQueryOptions({
    queryKey: [...runKey(runId), 'items', view],
    queryFn: ({ signal, pageParam }) =>
      read(
        `/api/v1/runs/${runId}/executions?${itemsQuery(view, pageParam)}`,
        async () => (await import('#lib/runs/schema.ts')).RunItemPage,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: RunItemPage) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
