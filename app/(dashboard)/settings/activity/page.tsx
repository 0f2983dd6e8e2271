import type { Metadata } from 'next'
import { z } from 'zod'

import { ActivityTable } from '#app/(dashboard)/settings/activity/_components/activity-table.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { listActivity } from '#lib/accounts/queries.ts'
import { requestCtx } from '#lib/http/request-context.ts'

export const metadata: Metadata = { title: 'Activity' }

const Query = z.object({ cursor: z.string().max(500).optional().catch(undefined) })

type ActivityPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  const ctx = await requestCtx()
  const { cursor } = Query.parse(await searchParams)
  const { data, next_cursor } = await listActivity(ctx, { limit: 50, cursor })
  return (
    <>
      <PageHeader
        title="Activity"
        description="Every change, by whom and when, newest first. Entries cannot be changed."
      />
      <Card>
        <ActivityTable entries={data} />
      </Card>
      <Pagination
        newerHref={cursor ? '/settings/activity' : null}
        olderHref={
          next_cursor ? `/settings/activity?${new URLSearchParams({ cursor: next_cursor })}` : null
        }
        newerLabel="Newest"
      />
    </>
  )
}
