import Link from 'next/link'

import { DeliveriesTable } from '#app/(dashboard)/settings/_components/deliveries-table.tsx'
import { suiteNames } from '#app/(dashboard)/settings/_lib/suite-names.ts'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { Ctx } from '#lib/platform/context.ts'
import { listDeliveries } from '#lib/webhooks/queries.ts'

/** The last deliveries of one connection. */
export async function RecentDeliveries({ ctx, id }: { ctx: Ctx; id: string }) {
  const [{ data, next_cursor }, suites] = await Promise.all([
    listDeliveries(ctx, { connection_id: id }, { limit: 10 }),
    suiteNames(ctx),
  ])
  return (
    <Card>
      <CardHeader
        title="Last deliveries"
        className="pb-3"
        actions={
          next_cursor !== null && (
            <Link
              href={`/settings/deliveries?connection=${id}`}
              className="text-primary text-sm underline-offset-4 hover:underline"
            >
              All deliveries
            </Link>
          )
        }
      />
      {data.length === 0 ? (
        <p className="text-muted-foreground px-4 pb-4 text-sm text-pretty">
          None yet. Most providers send a ping when the webhook is saved; it appears here.
        </p>
      ) : (
        <DeliveriesTable deliveries={data} suites={suites} showsConnection={false} />
      )}
    </Card>
  )
}
