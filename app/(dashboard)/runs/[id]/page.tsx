import type { Metadata } from 'next'
import { z } from 'zod'
import { notFound } from 'next/navigation'

import { JudgeAgainButton } from '#app/(dashboard)/_components/judge-again-button.tsx'
import { LiveRun } from '#app/(dashboard)/runs/[id]/_components/live-run.client.tsx'
import { RunHeader } from '#app/(dashboard)/runs/[id]/_components/run-header.tsx'
import { SearchNotice } from '#app/(dashboard)/runs/[id]/_components/search-notice.tsx'
import { filterFrom } from '#app/(dashboard)/runs/[id]/_lib/result-filter.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { listRunItems, runFacets } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { RunItemFilter } from '#lib/runs/schema.ts'

type RunPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, unknown>>
}

async function load(params: RunPageProps['params']) {
  const ctx = await requestCtx()
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) notFound()
  try {
    const [run, items, facets] = await Promise.all([
      getRun(ctx, id.data),
      listRunItems(ctx, id.data, RunItemFilter.parse({ limit: 500 })),
      runFacets(ctx, id.data),
    ])
    return { ctx, run, items, facets }
  } catch (error) {
    if (error instanceof NotFoundError) notFound()
    throw error
  }
}

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const { run } = await load(params)
  return { title: run.name }
}

export default async function RunPage({ params, searchParams }: RunPageProps) {
  const { ctx, run, items, facets } = await load(params)
  const filter = filterFrom(await searchParams)
  return (
    <>
      <RunHeader
        run={run}
        actions={
          <JudgeAgainButton
            ctx={ctx}
            what="this run"
            of={{ run_id: run.id }}
            policyOf={
              run.suites[0] && run.suites.length === 1 ? { suite_id: run.suites[0].id } : {}
            }
          />
        }
      />
      {run.purpose === 'search' && <SearchNotice ctx={ctx} runId={run.id} />}
      <LiveRun
        initialRun={run}
        initialItems={items}
        languages={facets.languages}
        deviceProfiles={facets.deviceProfiles}
        canChange={may(ctx.actor, 'run:start')}
        initialFilter={filter}
      />
    </>
  )
}
