import type { Metadata } from 'next'
import Link from 'next/link'

import { StartRun } from '#app/(dashboard)/_components/start-run.tsx'
import { loadOpenReviews } from '#app/(dashboard)/_lib/shared-reads.ts'
import { PassRateChart } from '#components/charts/pass-rate-chart.client.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { RunsTable } from '#components/runs/runs-table.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { StatTile } from '#components/ui/stat-tile.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { getOverview } from '#lib/insights/overview/overview.ts'
import type { OverviewView } from '#lib/insights/overview/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'

export const metadata: Metadata = { title: 'Overview' }

function Figures({ overview }: { overview: OverviewView }) {
  const { totals, open_reviews, active_runs, workers } = overview
  const judged = totals.passed + totals.failed
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatTile
        label="Pass rate, 14 days"
        value={totals.pass_rate === null ? '–' : formatShare(totals.pass_rate)}
        detail={`${formatCount(judged)} judged, ${formatCount(totals.invalid)} invalid`}
      />
      <StatTile
        label="Open reviews"
        value={
          <Link href="/review" className="hover:underline">
            {formatCount(open_reviews)}
          </Link>
        }
        detail={open_reviews === 0 ? 'No open reviews' : 'Waiting for a decision'}
      />
      <StatTile
        label="Response time, p95"
        value={totals.p95_response_ms === null ? '–' : formatDuration(totals.p95_response_ms)}
        detail={
          totals.p50_response_ms === null
            ? 'No answers yet'
            : `median ${formatDuration(totals.p50_response_ms)}`
        }
      />
      <StatTile
        label="Active runs"
        value={formatCount(active_runs)}
        detail={
          workers.alive === 0
            ? 'No worker is running'
            : `${formatCount(workers.alive)} worker${workers.alive === 1 ? '' : 's'}, ${formatCount(workers.in_flight)} calls under way`
        }
      />
    </div>
  )
}

export default async function OverviewPage() {
  const ctx = await requestCtx()
  const overview = await getOverview(ctx, { openReviews: loadOpenReviews(ctx) })
  return (
    <>
      <LiveRefresh on={['run', 'review']} everyMs={2_000} />
      <PageHeader
        title="Overview"
        description="Results of the last 14 days, and what needs attention now."
        actions={<StartRun ctx={ctx} />}
      />
      <Figures overview={overview} />
      <div className="space-y-4">
        <Card>
          <CardHeader
            title="Verdicts by day"
            description="Last 14 days, UTC. Invalid executions are not counted in the pass rate."
          />
          <div className="p-4">
            <PassRateChart days={overview.days} />
          </div>
        </Card>
        <Card>
          <CardHeader title="Latest runs" className="pb-3" />
          {overview.latest_runs.length === 0 ? (
            <EmptyState
              className="border-0"
              title="No run yet"
              description="Start one: pick suites and a target, and watch Earshot speak, listen and judge."
              action={<StartRun ctx={ctx} label="Start the first run" />}
            />
          ) : (
            <RunsTable runs={overview.latest_runs} />
          )}
        </Card>
      </div>
    </>
  )
}
