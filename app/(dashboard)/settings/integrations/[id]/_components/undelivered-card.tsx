import { ResendUndelivered } from '#app/(dashboard)/settings/integrations/[id]/_components/resend-undelivered.client.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import type { Ctx } from '#lib/platform/context.ts'
import { countUndelivered } from '#lib/notifications/undelivered.ts'

const hour = 3_600_000

const spans = [
  { label: 'The last hour', hours: 1 },
  { label: 'The last 24 hours', hours: 24 },
  { label: 'The last 7 days', hours: 168 },
  { label: 'All of them', hours: null },
]

type UndeliveredCardProps = { ctx: Ctx; id: string; name: string; canSend: boolean }

/** What did not arrive through a connection, and the word to send it again. Nothing when all arrived. */
export async function UndeliveredCard({ ctx, id, name, canSend }: UndeliveredCardProps) {
  const { dead, unconfirmed } = await countUndelivered(ctx, id)
  if (dead + unconfirmed === 0) return null
  const now = Date.now()
  const periods = await Promise.all(
    spans.map(async ({ label, hours }) => {
      const since = hours === null ? null : new Date(now - hours * hour).toISOString()
      const counts = await countUndelivered(ctx, id, since === null ? {} : { since })
      return {
        label,
        since,
        count: counts.dead + counts.unconfirmed,
        unconfirmed: counts.unconfirmed,
      }
    }),
  )
  return (
    <Card>
      <CardHeader
        title="Not delivered"
        description={[
          dead > 0 ? `${dead} given up` : '',
          unconfirmed > 0 ? `${unconfirmed} may have arrived` : '',
        ]
          .filter((part) => part !== '')
          .join(', ')}
      />
      <CardBody>
        {canSend ? (
          <ResendUndelivered
            id={id}
            name={name}
            periods={periods.filter(({ count }) => count > 0)}
          />
        ) : (
          <p className="text-muted-foreground text-sm">An administrator can send them again.</p>
        )}
      </CardBody>
    </Card>
  )
}
