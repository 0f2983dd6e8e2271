import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { CurveChart } from '#app/(dashboard)/break-points/[id]/_components/curve-chart.client.tsx'
import { PlanList } from '#app/(dashboard)/break-points/[id]/_components/plan-list.tsx'
import { ProbesTable } from '#app/(dashboard)/break-points/[id]/_components/probes-table.tsx'
import { ResultCard } from '#app/(dashboard)/break-points/[id]/_components/result-card.tsx'
import {
  CancelSearch,
  SearchAgain,
} from '#app/(dashboard)/break-points/[id]/_components/search-controls.client.tsx'
import { TrendCard } from '#app/(dashboard)/break-points/[id]/_components/trend-card.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { axisWords } from '#components/robustness/axis-texts.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { RunStatusBadge } from '#components/verdict/run-status-badge.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { getSearch } from '#lib/robustness/queries.ts'
import type { SearchDetailView, StartSearchInput } from '#lib/robustness/schema.ts'

type SearchPageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  return { ctx, search: await foundOr404(getSearch(ctx, idOr404(text))) }
})

export async function generateMetadata({ params }: SearchPageProps): Promise<Metadata> {
  const { search } = await load((await params).id)
  return { title: `Robustness threshold of ${search.case.name}` }
}

/** The same search once more. */
function inputOf({
  axis,
  plan,
  target,
  language,
  case: testCase,
}: SearchDetailView): StartSearchInput {
  const { from, to, tolerance, repetitions, noise, base_name: profile } = plan
  return {
    ...{ case_id: testCase.id, target: target.id, language, axis },
    ...{ from, to, tolerance, repetitions, noise },
    ...(profile !== null && { device_profile: profile }),
  }
}

function Actions({ search, open }: { search: SearchDetailView; open: boolean }) {
  if (open) return <CancelSearch runId={search.run_id} />
  return (
    <>
      <Button asChild variant="outline">
        <Link href={`/break-points/new?like=${search.id}`}>Change settings</Link>
      </Button>
      <SearchAgain input={inputOf(search)} />
    </>
  )
}

function Curve({ search }: { search: SearchDetailView }) {
  const { axis, probes } = search
  return (
    <Card>
      <CardHeader
        title="Levels"
        description="Disc: passes. Square: fails. Ring: not judged yet. Lines are 95 % intervals; the shaded band contains the robustness threshold."
      />
      <CardBody>
        <CurveChart search={search} />
      </CardBody>
      <div className="border-t">
        <ProbesTable axis={axis} probes={probes} />
      </div>
    </Card>
  )
}

export default async function SearchPage({ params }: SearchPageProps) {
  const { ctx, search } = await load((await params).id)
  const open = search.status === 'queued' || search.status === 'running'
  return (
    <>
      {open && <LiveRefresh on={['run']} runId={search.run_id} />}
      <PageHeader
        crumbs={[{ label: 'Robustness', href: '/break-points' }, { label: search.case.name }]}
        title={`Robustness threshold of ${search.case.name}`}
        badges={<RunStatusBadge status={search.status} />}
        description={
          <>
            {axisWords(search)}, {search.target.name}, {search.language}, started{' '}
            <Time value={search.created_at} style="ago" />
          </>
        }
        actions={may(ctx.actor, 'run:start') && <Actions search={search} open={open} />}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0 space-y-4">
          <ResultCard search={search} />
          <Curve search={search} />
        </div>
        <div className="min-w-0 space-y-4">
          <Card>
            <CardHeader title="What is searched" />
            <CardBody className="space-y-3">
              <PlanList search={search} />
              <Link
                href={`/runs/${search.run_id}`}
                className="text-primary inline-block text-sm underline-offset-4 hover:underline"
              >
                All calls of this search
              </Link>
            </CardBody>
          </Card>
          <TrendCard search={search} />
        </div>
      </div>
    </>
  )
}
