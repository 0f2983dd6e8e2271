import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'

import { LogFilter } from '#app/(dashboard)/settings/notifications/log/_components/log-filter.tsx'
import { NotificationsTable } from '#app/(dashboard)/settings/notifications/log/_components/notifications-table.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { notificationStatuses } from '#db/enums.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import { listNotifications } from '#lib/notifications/queries.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Outgoing log' }

const list = '/settings/notifications/log'
const crumbs = [
  { label: 'Notifications', href: '/settings/notifications' },
  { label: 'Outgoing log' },
]

const Query = z.object({
  status: z.enum(['', ...notificationStatuses]).catch(''),
  event: z.string().max(50).catch(''),
  integration_id: z.uuid().or(z.literal('')).catch(''),
  cursor: z.uuid().optional().catch(undefined),
})
type Query = z.output<typeof Query>

type LogPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const filterOf = ({ status, event, integration_id, cursor }: Query) => ({
  limit: 50,
  ...(status !== '' && { status }),
  ...(event !== '' && { event }),
  ...(integration_id !== '' && { integration_id }),
  ...(cursor !== undefined && { cursor }),
})

function hrefOf(query: Query, cursor: string | null): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, cursor }))
    if (value) params.set(name, value)
  return params.size > 0 ? `${list}?${params}` : list
}

export default async function LogPage({ searchParams }: LogPageProps) {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'delivery:read'))
    return (
      <>
        <PageHeader crumbs={crumbs} title="Outgoing log" />
        <EmptyState
          icon={ScrollText}
          title="Only QA engineers and administrators read this log"
          description="It holds what was sent, to whom, and what they answered."
        />
      </>
    )
  const query = Query.parse(await searchParams)
  const [{ data, next_cursor }, connections] = await Promise.all([
    listNotifications(ctx, filterOf(query)),
    listConnections(ctx),
  ])
  const { status, event, integration_id, cursor } = query
  const filtered = status !== '' || event !== '' || integration_id !== ''
  return (
    <>
      <PageHeader
        crumbs={crumbs}
        title="Outgoing log"
        description="Everything that Earshot sent, will send or did not send, with the reason, newest first."
      />
      {(data.length > 0 || filtered) && (
        <LogFilter chosen={{ status, event, integration_id }} connections={connections} />
      )}
      {data.length > 0 ? (
        <Card>
          <NotificationsTable notifications={data} />
        </Card>
      ) : (
        <EmptyState
          icon={ScrollText}
          title={filtered ? 'Nothing matches' : 'Nothing was sent yet'}
          description={
            filtered
              ? 'No message matches this filter. Change it, or show all messages.'
              : 'Each message, commit status and issue is recorded here before it is sent.'
          }
        />
      )}
      <Pagination
        newerHref={cursor ? hrefOf(query, null) : null}
        olderHref={next_cursor ? hrefOf(query, next_cursor) : null}
        newerLabel="Newest"
      />
    </>
  )
}
