import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { DeliveryStatus } from '#app/(dashboard)/settings/_components/deliveries-table.tsx'
import { decisionWords } from '#app/(dashboard)/settings/_lib/decision-words.ts'
import { suiteNames } from '#app/(dashboard)/settings/_lib/suite-names.ts'
import { Decisions } from '#app/(dashboard)/settings/deliveries/[id]/_components/decisions.tsx'
import { DeliveryFacts } from '#app/(dashboard)/settings/deliveries/[id]/_components/delivery-facts.tsx'
import { DeliveryText } from '#app/(dashboard)/settings/deliveries/[id]/_components/delivery-text.tsx'
import { DryRun } from '#app/(dashboard)/settings/deliveries/[id]/_components/dry-run.client.tsx'
import { Redeliver } from '#app/(dashboard)/settings/deliveries/[id]/_components/redeliver.client.tsx'
import { RefreshUntilDone } from '#app/(dashboard)/settings/deliveries/[id]/_components/refresh-until-done.client.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'

type DeliveryPageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'delivery:read')) redirect('/settings/integrations')
  const delivery = await foundOr404(getDelivery(ctx, idOr404(text)))
  return { ctx, delivery, suites: await suiteNames(ctx) }
})

export async function generateMetadata({ params }: DeliveryPageProps): Promise<Metadata> {
  const { delivery } = await load((await params).id)
  return { title: `${delivery.event} of ${delivery.connection.name}` }
}

export default async function DeliveryPage({ params }: DeliveryPageProps) {
  const { ctx, delivery, suites } = await load((await params).id)
  const isReadable = delivery.body !== null
  return (
    <>
      {delivery.status === 'accepted' && <RefreshUntilDone />}
      <PageHeader
        crumbs={[{ label: 'Deliveries', href: '/settings/deliveries' }, { label: delivery.event }]}
        title={`${delivery.event} of ${delivery.connection.name}`}
        badges={<DeliveryStatus status={delivery.status} />}
        description={decisionWords(delivery, suites)}
        actions={
          may(ctx.actor, 'delivery:write') &&
          isReadable && <Redeliver id={delivery.id} isWaiting={delivery.status === 'accepted'} />
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0 space-y-4">
          <Decisions decisions={delivery.decisions} suites={suites} />
          <Card>
            <CardHeader
              title="Dry run"
              description="What this event would start under the current rules. Nothing is started."
            />
            <CardBody>
              {isReadable ? (
                <DryRun id={delivery.id} />
              ) : (
                <p className="text-muted-foreground text-sm">
                  The body of this delivery was removed after its retention period.
                </p>
              )}
            </CardBody>
          </Card>
          <DeliveryText headers={delivery.headers} body={delivery.body} />
        </div>
        <DeliveryFacts delivery={delivery} />
      </div>
    </>
  )
}
