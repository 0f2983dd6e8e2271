import { Bug } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { z } from 'zod'

import { DefectSearch } from '#app/(dashboard)/defects/_components/defect-search.tsx'
import { DefectsTable } from '#app/(dashboard)/defects/_components/defects-table.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { defectStatuses, severities } from '#db/enums.ts'
import { listDefects } from '#lib/defects/queries.ts'
import type { DefectFilter } from '#lib/defects/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'

export const metadata: Metadata = { title: 'Defects' }

const Query = z.object({
  q: z.string().trim().max(200).catch(''),
  status: z.enum(['unresolved', 'all', ...defectStatuses]).catch('unresolved'),
  severity: z.enum(['', ...severities]).catch(''),
  cursor: z.uuid().optional().catch(undefined),
})
type Query = z.output<typeof Query>

type DefectsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const filterOf = ({ q, status, severity, cursor }: Query): DefectFilter => ({
  limit: 50,
  search: q,
  cursor,
  ...(status === 'unresolved' && { open_only: true }),
  ...(status !== 'unresolved' && status !== 'all' && { status }),
  ...(severity !== '' && { severity }),
})

function hrefOf({ q, status, severity }: Query, cursor: string | null): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (status !== 'unresolved') query.set('status', status)
  if (severity) query.set('severity', severity)
  if (cursor) query.set('cursor', cursor)
  return query.size > 0 ? `/defects?${query}` : '/defects'
}

function Nothing({ filtered, any }: { filtered: boolean; any: boolean }) {
  if (filtered)
    return (
      <EmptyState
        icon={Bug}
        title="No defect matches"
        description="Change the filter, or show all defects."
        action={
          <Button asChild variant="outline">
            <Link href="/defects?status=all">Show every defect</Link>
          </Button>
        }
      />
    )
  if (any)
    return (
      <EmptyState
        icon={Bug}
        title="No defect is open"
        description="All defects are resolved or closed. A defect that occurs again is reopened automatically."
        action={
          <Button asChild variant="outline">
            <Link href="/defects?status=all">Show every defect</Link>
          </Button>
        }
      />
    )
  return (
    <EmptyState
      icon={Bug}
      title="No defect yet"
      description="When a case fails, a defect is filed here once, with every failing execution as evidence. Connect Jira or GitHub in the settings to create an issue there, too."
      action={
        <Button asChild variant="outline">
          <Link href="/runs">Go to the runs</Link>
        </Button>
      }
    />
  )
}

export default async function DefectsPage({ searchParams }: DefectsPageProps) {
  const ctx = await requestCtx()
  const query = Query.parse(await searchParams)
  const { data, next_cursor } = await listDefects(ctx, filterOf(query))
  const { q, status, severity, cursor } = query
  const filtered = q !== '' || status !== 'unresolved' || severity !== ''
  const any = data.length > 0 || (await listDefects(ctx, { limit: 1 })).data.length > 0
  return (
    <>
      {!cursor && <LiveRefresh on={['run']} everyMs={5_000} />}
      <PageHeader
        title="Defects"
        description="Defects of the voice AI with the executions that show them, newest first."
      />
      {any && <DefectSearch status={status} severity={severity} search={q} filtered={filtered} />}
      {data.length === 0 ? (
        <Nothing filtered={filtered && any} any={any} />
      ) : (
        <Card>
          <DefectsTable defects={data} />
        </Card>
      )}
      <Pagination
        newerHref={cursor ? hrefOf(query, null) : null}
        olderHref={next_cursor ? hrefOf(query, next_cursor) : null}
        newerLabel="Newest"
      />
    </>
  )
}
