import { HookSetupRows } from '#components/integrations/hook-setup-rows.tsx'
import { SecretFact } from '#components/integrations/secret-fact.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { describeIntegration, getIntegration } from '#lib/integrations/registry.ts'
import type { ConnectionView } from '#lib/integrations/schema.ts'

import { hookAddress } from '../hook-addresses.ts'
import { secretTitles } from '../integration-form.tsx'
import { InboundSecrets, type InboundSecret } from './inbound-secrets.client.tsx'
import { SecretAddress } from './secret-address.client.tsx'

function inboundSecrets({ kind, secrets }: ConnectionView): InboundSecret[] {
  const titles = secretTitles(kind)
  const now = new Date()
  return describeIntegration(kind).inboundSecrets.map((field) => {
    const fact = secrets[field]
    const until = fact?.previous_until
    return {
      field,
      title: titles[field] ?? field,
      fact: fact ? <SecretFact fact={fact} /> : null,
      previousUntil: until !== undefined && new Date(until) > now ? until : null,
    }
  })
}

function Facts({ secrets }: { secrets: InboundSecret[] }) {
  return (
    <dl className="space-y-2 text-sm">
      {secrets.map(({ field, title, fact }) => (
        <div key={field}>
          <dt className="font-medium">{title}</dt>
          <dd className="text-muted-foreground">{fact ?? 'not set'}</dd>
        </div>
      ))}
    </dl>
  )
}

type ReceivingCardsProps = { connection: ConnectionView; canWrite: boolean }

/** What deliveries are verified with, and the address for senders that cannot sign. */
export function ReceivingCards({ connection, canWrite }: ReceivingCardsProps) {
  const setup = getIntegration(connection.kind).hookSetup?.(hookAddress(connection.id))
  const secrets = inboundSecrets(connection)
  return (
    <>
      <Card>
        <CardHeader
          title="Secrets of deliveries"
          description="The same text at the provider and here. A delivery that none of them verifies is refused."
        />
        <CardBody>
          {canWrite ? (
            <InboundSecrets id={connection.id} secrets={secrets} />
          ) : (
            <Facts secrets={secrets} />
          )}
        </CardBody>
      </Card>
      {(setup?.unsigned !== undefined || connection.has_hook_address) && (
        <Card>
          <CardHeader title="Secret address" description={setup?.unsigned} />
          <CardBody>
            {canWrite ? (
              <SecretAddress id={connection.id} isIssued={connection.has_hook_address} />
            ) : (
              <p className="text-sm">{connection.has_hook_address ? 'Issued' : 'None'}</p>
            )}
          </CardBody>
        </Card>
      )}
    </>
  )
}

/** What to enter at the provider. */
export function SetupCard({ connection }: { connection: ConnectionView }) {
  const setup = getIntegration(connection.kind).hookSetup?.(hookAddress(connection.id))
  if (!setup) return null
  return (
    <Card>
      <CardHeader title="Send events here" />
      <CardBody>
        <HookSetupRows
          setup={setup}
          secret={() => (
            <span className="text-muted-foreground">
              The one of this page, shown when it is made
            </span>
          )}
        />
      </CardBody>
    </Card>
  )
}
