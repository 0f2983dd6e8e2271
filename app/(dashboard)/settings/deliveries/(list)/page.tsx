import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'

import { DeliveriesTable } from '#app/(dashboard)/settings/_components/deliveries-table.tsx'
import { suiteNames } from '#app/(dashboard)/settings/_lib/suite-names.ts'
import { DeliveryFilters } from '#app/(dashboard)/settings/deliveries/_components/delivery-filters.tsx'
import {
  deliveriesHref,
  DeliveryQuery,
} from '#app/(dashboard)/settings/deliveries/_lib/delivery-query.ts'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { describeIntegration } from '#lib/engines/vendors/registry.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { listDeliveries } from '#lib/webhooks/queries.ts'

export const metadata: Metadata = { title: 'Deliveries' }

type DeliveriesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const isFiltered = (query: DeliveryQuery) => deliveriesHref(query, null) !== '/settings/deliveries'

function NoDelivery({ query, hasSenders }: { query: DeliveryQuery; hasSenders: boolean }) {
  if (isFiltered(query))
    return (
      <EmptyState
        title="No delivery matches"
        description="Event and repository must be written as the provider writes them."
      />
    )
  return (
    <EmptyState
      title="No delivery yet"
      description={
        hasSenders
          ? 'No verified webhook has arrived. A webhook with a wrong secret or address is refused and not logged here: check the answer in the provider’s own log.'
          : 'Connect GitHub, GitLab, Bitbucket, Azure DevOps or Jenkins, and enter the address there.'
      }
      action={
        <Button asChild variant="outline">
          <Link href="/settings/integrations">Integrations</Link>
        </Button>
      }
    />
  )
}

export default async function DeliveriesPage({ searchParams }: DeliveriesPageProps) {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'delivery:read')) redirect('/settings/integrations')
  const query = DeliveryQuery.parse(await searchParams)
  const { connection: connection_id, cursor, ...filter } = query
  const [{ data, next_cursor }, connections, suites] = await Promise.all([
    listDeliveries(ctx, { ...filter, connection_id }, { limit: 50, cursor }),
    listConnections(ctx),
    suiteNames(ctx),
  ])
  const senders = connections.filter(({ kind }) => describeIntegration(kind).capabilities.receives)
  return (
    <>
      <PageHeader
        title="Deliveries"
        description="Webhooks that were received and verified, newest first, with what each one started."
      />
      {(data.length > 0 || isFiltered(query)) && (
        <DeliveryFilters query={query} connections={senders} />
      )}
      {data.length === 0 ? (
        <NoDelivery query={query} hasSenders={senders.length > 0} />
      ) : (
        <Card>
          <DeliveriesTable deliveries={data} suites={suites} showsConnection />
        </Card>
      )}
      <Pagination
        newerHref={cursor ? deliveriesHref(query, null) : null}
        olderHref={next_cursor === null ? null : deliveriesHref(query, next_cursor)}
        newerLabel="Newest"
      />
    </>
  )
}
