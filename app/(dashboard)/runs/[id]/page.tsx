import type { Metadata } from 'next'
import { z } from 'zod'
import { notFound } from 'next/navigation'

import { PageHeader } from '#components/layout/page-header.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { may } from '#lib/auth/authorize.ts'
import { NotFoundError } from '#lib/errors.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { listRunItems, runFacets } from '#lib/runs/item-queries.ts'
import { getRun } from '#lib/runs/queries.ts'
import { RunItemFilter } from '#lib/runs/schema.ts'

import { LiveRun } from './live-run.client.tsx'
import { LiveStatus } from './live-status.client.tsx'

type RunPageProps = { params: Promise<{ id: string }> }

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

export default async function RunPage({ params }: RunPageProps) {
  const { ctx, run, items, facets } = await load(params)
  const mode = { voice: 'by voice', text: 'by text', twin: 'by voice and by text' }[run.mode]
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Runs', href: '/runs' }, { label: run.name }]}
        title={run.name}
        badges={<LiveStatus initialRun={run} />}
        description={
          <>
            {run.target.name}, {mode}, started <Time value={run.created_at} style="ago" />
          </>
        }
      />
      <LiveRun
        initialRun={run}
        initialItems={items}
        languages={facets.languages}
        canChange={may(ctx.actor, 'run:start')}
      />
    </>
  )
}
