import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'

import { StartRun } from '#app/(dashboard)/_components/start-run.tsx'
import { RunHeader } from '#app/(dashboard)/runs/[id]/_components/run-header.tsx'
import { LatencySection } from '#app/(dashboard)/runs/[id]/analysis/_components/latency-section.tsx'
import { TwinSection } from '#app/(dashboard)/runs/[id]/analysis/_components/twin-section.tsx'
import { WorstSlicesTable } from '#app/(dashboard)/runs/[id]/analysis/_components/worst-slices-table.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { analyzeRun } from '#lib/insights/run/analyze-run.ts'
import { RunAnalysisQuery, type RunAnalysisView, type SliceView } from '#lib/insights/run/schema.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'
import { getRun } from '#lib/runs/queries.ts'

type AnalysisPageProps = { params: Promise<{ id: string }> }

async function load(params: AnalysisPageProps['params']) {
  const ctx = await requestCtx()
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) notFound()
  try {
    const [run, analysis] = await Promise.all([
      getRun(ctx, id.data),
      analyzeRun(
        ctx,
        id.data,
        RunAnalysisQuery.parse({ by: 'language,device_profile,voice,case' }),
      ),
    ])
    return { ctx, run, analysis }
  } catch (error) {
    if (error instanceof NotFoundError) notFound()
    throw error
  }
}

export async function generateMetadata({ params }: AnalysisPageProps): Promise<Metadata> {
  const ctx = await requestCtx()
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) return {}
  try {
    return { title: `Analysis of ${(await getRun(ctx, id.data)).name}` }
  } catch {
    return {}
  }
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
        description={`${verdict} Invalid executions are counted apart; below ${min_sample} judged ones nothing is told.`}
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

export default async function AnalysisPage({ params }: AnalysisPageProps) {
  const { ctx, run, analysis } = await load(params)
  const open = run.status === 'queued' || run.status === 'running'
  const ended = analysis.passed + analysis.failed + analysis.invalid
  return (
    <>
      {open && <LiveRefresh on={['run']} everyMs={5_000} />}
      <RunHeader run={run} />
      {ended === 0 ? (
        <EmptyState
          title="Nothing to analyse yet"
          description={
            open
              ? 'Figures appear here as soon as the first items have ended.'
              : 'No item of this run was carried out.'
          }
        />
      ) : (
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
      )}
    </>
  )
}
