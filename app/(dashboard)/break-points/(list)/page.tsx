import { Plus, TrendingDown } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { z } from 'zod'

import { SearchesTable } from '#app/(dashboard)/break-points/_components/searches-table.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { listSearches } from '#lib/robustness/queries.ts'

export const metadata: Metadata = { title: 'Robustness' }

const id = z.uuid().optional().catch(undefined)
const Query = z.object({ cursor: id, case: id })

type BreakPointsPageProps = {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const addressOf = (query: Record<string, string | undefined>) => {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return given.length > 0 ? `/break-points?${new URLSearchParams(given)}` : '/break-points'
}

export default async function BreakPointsPage({ searchParams }: BreakPointsPageProps) {
  const ctx = await requestCtx()
  const { cursor, case: caseId } = Query.parse(await searchParams)
  const { data, next_cursor: next } = await listSearches(ctx, { limit: 30, cursor, caseId })
  const name = caseId && data[0]?.case.name
  const find = may(ctx.actor, 'run:start') && (
    <Button asChild>
      <Link href={caseId ? `/break-points/new?case=${caseId}` : '/break-points/new'}>
        <Plus aria-hidden /> Find a robustness threshold
      </Link>
    </Button>
  )
  return (
    <>
      {!cursor && <LiveRefresh on={['run']} everyMs={2_000} />}
      <PageHeader
        title="Robustness"
        description={
          name ? (
            <>
              Of the case {name}.{' '}
              <Link
                href="/break-points"
                className="text-primary underline-offset-4 hover:underline"
              >
                Show all
              </Link>
            </>
          ) : (
            'How much noise, speed or packet loss a case tolerates before it fails.'
          )
        }
        actions={find}
      />
      {data.length === 0 ? (
        <EmptyState
          icon={TrendingDown}
          title="No robustness threshold yet"
          description="A search makes one case harder step by step, with noise, speed or lost packets, and finds the level at which it starts to fail. Repeat it after each release to see whether your voice AI has become more robust."
          action={find}
        />
      ) : (
        <>
          <Card>
            <SearchesTable searches={data} />
          </Card>
          <Pagination
            newerHref={cursor ? addressOf({ case: caseId }) : null}
            olderHref={next ? addressOf({ case: caseId, cursor: next }) : null}
          />
        </>
      )}
    </>
  )
}
