import { Time } from '#components/ui/time.client.tsx'
import type { SecretFacts } from '#lib/integrations/schema.ts'

type SecretFactProps = { fact: SecretFacts[string] }

/** What may be told of a stored secret: how it ends and how old it is. */
export function SecretFact({ fact }: SecretFactProps) {
  return (
    <>
      {fact.last4 !== '' && (
        <>
          ends in <code className="font-mono text-xs">{fact.last4}</code>,{' '}
        </>
      )}
      set <Time value={fact.set_at} style="ago" />
    </>
  )
}
