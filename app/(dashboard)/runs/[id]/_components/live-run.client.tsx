'use client'

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useRef, useState } from 'react'

import { ListeningNotice } from '#app/(dashboard)/runs/[id]/_components/listening-notice.tsx'
import { ResultsTable } from '#app/(dashboard)/runs/[id]/_components/results-table.client.tsx'
import { ResultsToolbar } from '#app/(dashboard)/runs/[id]/_components/results-toolbar.client.tsx'
import { RunActions } from '#app/(dashboard)/runs/[id]/_components/run-actions.client.tsx'
import { RunProgress } from '#app/(dashboard)/runs/[id]/_components/run-progress.tsx'
import {
  runItemsQuery,
  runKey,
  runQuery,
} from '#app/(dashboard)/runs/[id]/_components/run-query.client.ts'
import { WorkersNotice } from '#app/(dashboard)/runs/[id]/_components/workers-notice.client.tsx'
import { isFiltered } from '#app/(dashboard)/runs/[id]/_lib/result-filter.ts'
import { sortText } from '#app/(dashboard)/runs/[id]/_lib/result-sort.ts'
import {
  viewFrom,
  viewQuery,
  type ResultView,
} from '#app/(dashboard)/runs/[id]/_lib/result-view.ts'
import { withQueries } from '#components/api/queries.client.tsx'
import { useLive } from '#components/live/use-live.client.ts'
import { Card } from '#components/ui/card.tsx'
import { formatCount } from '#lib/platform/format/share.ts'
import type { RunItemPage, RunItemView, RunView } from '#lib/runs/schema.ts'

type LiveRunProps = {
  initialRun: RunView
  initialItems: RunItemPage
  languages: string[]
  deviceProfiles: RunItemView['device_profile'][]
  canChange: boolean
  /** what `initialItems` were asked for */
  initialView: ResultView
}

const ended = (run: RunView) => run.status !== 'queued' && run.status !== 'running'

const sameView = (a: ResultView, b: ResultView) => `${viewQuery(a)}` === `${viewQuery(b)}`

/** The view that the address names; a change is written back, so that Back and a shared link find it. */
function useView(): [ResultView, (change: Partial<ResultView>) => void] {
  const params = useSearchParams()
  const [view, setView] = useState(() => viewFrom(Object.fromEntries(params)))
  const change = (part: Partial<ResultView>) => {
    const next = { ...view, ...part }
    const query = viewQuery(next).toString()
    window.history.replaceState(null, '', query === '' ? location.pathname : `?${query}`)
    setView(next)
  }
  return [view, change]
}

/** Asks again when the run moves, at most once a second; a slow poll holds should the stream be cut. */
function useRun({ initialRun, initialItems, initialView }: LiveRunProps, view: ResultView) {
  const { id } = initialRun
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLive((event) => {
    if (event.type !== 'resync' && event.run_id !== id) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: runKey(id) })
    }, 700)
  })
  const run = useQuery({
    ...runQuery(initialRun),
    refetchInterval: ({ state }) => (state.data && ended(state.data) ? false : 5_000),
  })
  const items = useInfiniteQuery({
    ...runItemsQuery(id, view),
    ...(sameView(view, initialView) && {
      initialData: { pages: [initialItems], pageParams: [null] as (string | null)[] },
    }),
  })
  return { run: run.data, items }
}

function LiveRunContent(props: LiveRunProps) {
  const [view, changeView] = useView()
  const { run, items } = useRun(props, view)
  const rows = items.data?.pages.flatMap(({ data }) => data) ?? []
  const filtered = isFiltered(view.filter)
  const total = filtered
    ? rows.length + (items.hasNextPage ? 1 : 0)
    : Math.max(rows.length, run.counts.total)
  const count = filtered
    ? `${formatCount(rows.length)}${items.hasNextPage ? ' or more' : ''} of ${formatCount(run.counts.total)}`
    : `${formatCount(run.counts.total)} items`
  return (
    <div className="space-y-4">
      {run.failure_reason && (
        <div
          role="alert"
          className="bg-failed-soft text-failed rounded-lg border px-4 py-3 text-sm"
        >
          <p className="font-medium">This run could not be judged</p>
          <p>{run.failure_reason}</p>
        </div>
      )}
      {!ended(run) && !run.paused && <WorkersNotice />}
      <Card className="space-y-3 p-4">
        <RunProgress run={run} />
        <RunActions run={run} canChange={props.canChange} />
        <ListeningNotice run={run} />
      </Card>
      <ResultsToolbar
        filter={view.filter}
        onFilterChange={(filter) => changeView({ filter })}
        sort={view.sort}
        onSortChange={(sort) => changeView({ sort })}
        languages={props.languages}
        deviceProfiles={props.deviceProfiles}
        twin={run.mode === 'twin'}
        summary={[count, sortText(view.sort)].filter(Boolean).join(', ')}
      />
      <ResultsTable
        items={rows}
        sort={view.sort}
        onSort={(sort) => changeView({ sort })}
        busy={items.isPlaceholderData}
        profiles={props.deviceProfiles.some((profile) => profile !== null)}
        total={total}
        onReachEnd={() => {
          // One that is under way goes on: it would be asked for once more.
          if (items.hasNextPage && !items.isFetchingNextPage)
            void items.fetchNextPage({ cancelRefetch: false })
        }}
        empty={
          filtered
            ? 'No item matches these filters.'
            : 'The items of this run appear here in a moment.'
        }
      />
    </div>
  )
}

export const LiveRun = withQueries(LiveRunContent)
