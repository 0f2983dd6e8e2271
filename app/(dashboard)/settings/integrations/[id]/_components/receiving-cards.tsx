import { InboundSecrets } from '#app/(dashboard)/settings/integrations/[id]/_components/inbound-secrets.client.tsx'
import { SecretAddress } from '#app/(dashboard)/settings/integrations/[id]/_components/secret-address.client.tsx'
import { SecretList } from '#app/(dashboard)/settings/integrations/[id]/_components/secret-list.tsx'
import type { InboundSecret } from '#app/(dashboard)/settings/integrations/[id]/_lib/inbound-secret.ts'
import { HookSetupRows } from '#app/(dashboard)/settings/integrations/_components/hook-setup-rows.tsx'
import { secretTitles } from '#app/(dashboard)/settings/integrations/_components/integration-form.tsx'
import { LocalWarning } from '#app/(dashboard)/settings/integrations/_components/local-warning.tsx'
import { SecretFact } from '#app/(dashboard)/settings/integrations/_components/secret-fact.tsx'
import { hookAddress, isLocal } from '#app/(dashboard)/settings/integrations/_lib/hook-addresses.ts'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { describeIntegration, getIntegration } from '#lib/engines/vendors/registry.ts'
import type { ConnectionView } from '#lib/integrations/schema.ts'

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
          description="Enter the same secret at the provider and here. A delivery signed with another secret is refused."
        />
        <CardBody>
          {canWrite ? (
            <InboundSecrets id={connection.id} secrets={secrets} />
          ) : (
            <SecretList
              titles={Object.fromEntries(secrets.map(({ field, title }) => [field, title]))}
              facts={Object.fromEntries(
                secrets.map(({ field, fact }) => [field, fact ?? 'not set']),
              )}
            />
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
export function SetupCard({ connection, canWrite }: ReceivingCardsProps) {
  const address = hookAddress(connection.id)
  const setup = getIntegration(connection.kind).hookSetup?.(address)
  if (!setup) return null
  return (
    <Card>
      <CardHeader title="Send events here" />
      <CardBody className="space-y-3">
        {isLocal(address) && <LocalWarning />}
        <HookSetupRows
          setup={setup}
          secret={() => (
            <span className="text-muted-foreground">
              {canWrite ? 'The one of this page, shown when it is made' : 'The one that is stored'}
            </span>
          )}
        />
      </CardBody>
    </Card>
  )
}
