import Link from 'next/link'
import type { ReactNode } from 'react'

import { verifiedWords } from '#app/(dashboard)/settings/_lib/decision-words.ts'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { formatCount } from '#lib/platform/format/share.ts'
import type { DeliveryDetailView } from '#lib/webhooks/schema.ts'

const code = (text: string) => <code className="font-mono text-xs break-all">{text}</code>

function rowsOf(delivery: DeliveryDetailView): [string, ReactNode][] {
  return [
    [
      'Connection',
      <Link
        key="connection"
        href={`/settings/integrations/${delivery.connection.id}`}
        className="text-primary underline-offset-4 hover:underline"
      >
        {delivery.connection.name}
      </Link>,
    ],
    ['Repository', delivery.repository ?? '–'],
    ['Branch or tag', delivery.ref === null ? '–' : code(delivery.ref)],
    ['Commit', delivery.sha === null ? '–' : code(delivery.sha)],
    ['Verified by', verifiedWords(delivery.verified_by)],
    ['Received', <Time key="received" value={delivery.received_at} />],
    [
      'Processed',
      delivery.processed_at ? <Time key="processed" value={delivery.processed_at} /> : 'not yet',
    ],
    ['Tries', delivery.attempts],
    ['Came again', delivery.repeats === 0 ? 'never' : `${formatCount(delivery.repeats)} times`],
    ['Size', `${formatCount(delivery.size)} bytes`],
    ['Id at the provider', code(delivery.external_id)],
  ]
}

export function DeliveryFacts({ delivery }: { delivery: DeliveryDetailView }) {
  return (
    <Card>
      <CardHeader title="Facts" />
      <CardBody>
        <dl className="space-y-2 text-sm">
          {rowsOf(delivery).map(([label, value]) => (
            <div key={label} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-2">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  )
}
