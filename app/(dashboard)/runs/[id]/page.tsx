import type { Metadata } from 'next'
import { Suspense } from 'react'

import { JudgeAgainButton } from '#app/(dashboard)/_components/judge-again-button.tsx'
import { LazyLiveRun } from '#app/(dashboard)/runs/[id]/_components/lazy-live-run.client.tsx'
import { RunHeader } from '#app/(dashboard)/runs/[id]/_components/run-header.tsx'
import { SearchNotice } from '#app/(dashboard)/runs/[id]/_components/search-notice.tsx'
import { loadRun } from '#app/(dashboard)/runs/[id]/_lib/load-run.ts'
import { itemsQuery, viewFrom } from '#app/(dashboard)/runs/[id]/_lib/result-view.ts'
import { TableSkeleton } from '#components/layout/page-skeleton.client.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { getRunResults } from '#lib/runs/item-queries.ts'
import { RunItemFilter, type RunView } from '#lib/runs/schema.ts'

type SearchParams = Record<string, string | string[] | undefined>
type RunPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const { run } = await loadRun((await params).id)
  return { title: run.name }
}

async function Results({ ctx, run, asked }: { ctx: Ctx; run: RunView; asked: SearchParams }) {
  const view = viewFrom(asked)
  const filter = RunItemFilter.parse(Object.fromEntries(itemsQuery(view)))
  const { items, languages, deviceProfiles } = await getRunResults(ctx, run.id, filter)
  return (
    <LazyLiveRun
      initialRun={run}
      initialItems={items}
      initialView={view}
      languages={languages}
      deviceProfiles={deviceProfiles}
      canChange={may(ctx.actor, 'run:start')}
    />
  )
}

function ResultsSkeleton() {
  return (
    <div className="space-y-4">
      <Skeleton className="h-37" />
      <TableSkeleton filters rows={10} />
    </div>
  )
}

export default async function RunPage({ params, searchParams }: RunPageProps) {
  const { ctx, run } = await loadRun((await params).id)
  const [suite, ...more] = run.suites
  return (
    <>
      <RunHeader
        run={run}
        actions={
          <JudgeAgainButton
            ctx={ctx}
            what="this run"
            of={{ run_id: run.id }}
            policyOf={suite && more.length === 0 ? { suite_id: suite.id } : {}}
          />
        }
      />
      {run.purpose === 'search' && <SearchNotice ctx={ctx} runId={run.id} />}
      <Suspense fallback={<ResultsSkeleton />}>
        <Results ctx={ctx} run={run} asked={await searchParams} />
      </Suspense>
    </>
  )
}
