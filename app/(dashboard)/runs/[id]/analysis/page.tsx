import type { Metadata } from 'next'
import { Suspense } from 'react'

import { StartRun } from '#app/(dashboard)/_components/start-run.tsx'
import { RunHeader } from '#app/(dashboard)/runs/[id]/_components/run-header.tsx'
import { loadRun } from '#app/(dashboard)/runs/[id]/_lib/load-run.ts'
import { LatencySection } from '#app/(dashboard)/runs/[id]/analysis/_components/latency-section.tsx'
import { TwinSection } from '#app/(dashboard)/runs/[id]/analysis/_components/twin-section.tsx'
import { WorstSlicesTable } from '#app/(dashboard)/runs/[id]/analysis/_components/worst-slices-table.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { analyzeRun } from '#lib/insights/run/analyze-run.ts'
import { RunAnalysisQuery, type RunAnalysisView, type SliceView } from '#lib/insights/run/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'
import type { RunView } from '#lib/runs/schema.ts'

type AnalysisPageProps = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: AnalysisPageProps): Promise<Metadata> {
  const { run } = await loadRun((await params).id)
  return { title: `Analysis of ${run.name}` }
}

function failuresOf(runId: string, { language, device_profile }: SliceView): string {
  const query = new URLSearchParams({ verdict: 'failed', language })
  query.set('device_profile', device_profile?.id ?? 'none')
  return `/runs/${runId}?${query}`
}

function Slices({ analysis }: { analysis: RunAnalysisView }) {
  const { min_sample, rows } = analysis.slices
  const findings = rows.filter(({ finding }) => finding).length
  const verdict =
    findings === 0
      ? 'No slice is worse than the rest by more than chance.'
      : `${formatQuantity(findings, 'slice is', 'slices are')} worse than the rest by more than chance.`
  return (
    <Card>
      <CardHeader
        title="Worst slices"
        description={`${verdict} Invalid executions are counted apart; slices with fewer than ${min_sample} judged executions are not compared.`}
        className="pb-3"
      />
      <WorstSlicesTable slices={rows} hrefOf={(slice) => failuresOf(analysis.run_id, slice)} />
      <p className="text-muted-foreground border-t px-4 py-3 text-xs text-pretty">
        Pass rates with their 95 % Wilson interval. Each slice is compared with all others together
        by Fisher’s exact test; p is corrected for the number of slices (Benjamini–Hochberg), so
        that of all findings at most one in twenty is expected to be chance.
      </p>
    </Card>
  )
}

async function Figures({ ctx, run, open }: { ctx: Ctx; run: RunView; open: boolean }) {
  const by = 'language,device_profile,voice,case'
  const analysis = await analyzeRun(ctx, run.id, RunAnalysisQuery.parse({ by }))
  if (analysis.passed + analysis.failed + analysis.invalid === 0)
    return (
      <EmptyState
        title="Nothing to analyse yet"
        description={
          open
            ? 'Results appear here as soon as the first items have ended.'
            : 'No item of this run was carried out.'
        }
      />
    )
  return (
    <div className="space-y-4">
      <LatencySection analysis={analysis} />
      <TwinSection
        analysis={analysis}
        startTwin={
          <StartRun
            ctx={ctx}
            suiteIds={run.suites.map(({ id }) => id)}
            targetId={run.target.id}
            mode="twin"
            label="Run in twin mode"
          />
        }
      />
      <Slices analysis={analysis} />
    </div>
  )
}

function FiguresSkeleton() {
  return (
    <div role="status" aria-label="Loading the analysis" className="space-y-4">
      <Skeleton className="h-80" />
      <Skeleton className="h-44" />
      <Skeleton className="h-64" />
    </div>
  )
}

export default async function AnalysisPage({ params }: AnalysisPageProps) {
  const { ctx, run } = await loadRun((await params).id)
  const open = run.status === 'queued' || run.status === 'running'
  return (
    <>
      {open && <LiveRefresh on={['run']} everyMs={5_000} />}
      <RunHeader run={run} />
      <Suspense fallback={<FiguresSkeleton />}>
        <Figures ctx={ctx} run={run} open={open} />
      </Suspense>
    </>
  )
}
