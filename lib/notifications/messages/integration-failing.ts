import type { Message } from '#lib/engines/vendors/types.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'

export type FailingFacts = {
  connection: { id: string; kind: string; name: string }
  since: string | null
  error: string
  /** why Earshot has switched it off, null while it is on */
  disabledReason: string | null
  /** what became of the message that told of it */
  became: 'dead' | 'unconfirmed' | 'late'
}

const words = {
  dead: 'A message could not be delivered',
  unconfirmed:
    'A message may not have arrived, and is not sent again by itself because it could arrive twice',
  late: 'Messages are late; Earshot goes on trying to send them',
}

/** A connection does not deliver; told through another one. */
export function integrationFailing(facts: FailingFacts): Message {
  const { connection, since, error, disabledReason, became } = facts
  return {
    event: 'integration_failing',
    severity: 'critical',
    outcome: 'failure',
    title: disabledReason
      ? `${connection.name} was switched off`
      : `${connection.name} does not deliver`,
    summary: disabledReason
      ? `Earshot sends nothing through it any more: ${disabledReason}`
      : `${words[became]}: ${error}`,
    facts: [
      { label: 'Connection', value: `${connection.name} (${connection.kind})` },
      ...(since ? [{ label: 'Failing since', value: since }] : []),
      { label: 'Last error', value: error },
    ],
    items: [],
    url: pageUrl('settings', 'integrations', connection.id),
    mentions: [],
    data: { connection, failing_since: since, error, disabled_reason: disabledReason, became },
  }
}
