import type { Metadata } from 'next'
import { z } from 'zod'

import { StartRun } from '#app/(dashboard)/_components/start-run.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { RunsTable } from '#components/runs/runs-table.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { listRuns } from '#lib/runs/queries.ts'

export const metadata: Metadata = { title: 'Runs' }

const Query = z.object({ cursor: z.uuid().optional().catch(undefined) })

type RunsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function RunsPage({ searchParams }: RunsPageProps) {
  const ctx = await requestCtx()
  const { cursor } = Query.parse(await searchParams)
  const { data, next_cursor } = await listRuns(ctx, { limit: 30, cursor })
  return (
    <>
      {!cursor && <LiveRefresh on={['run']} everyMs={2_000} />}
      <PageHeader
        title="Runs"
        description="Runs of suites against targets, newest first."
        actions={<StartRun ctx={ctx} />}
      />
      {data.length === 0 ? (
        <EmptyState
          title="No run yet"
          description="A run speaks the cases of your suites to a target and judges each answer."
          action={<StartRun ctx={ctx} label="Start the first run" />}
        />
      ) : (
        <>
          <Card>
            <RunsTable runs={data} />
          </Card>
          <Pagination
            newerHref={cursor ? '/runs' : null}
            olderHref={next_cursor ? `/runs?cursor=${next_cursor}` : null}
          />
        </>
      )}
    </>
  )
}
