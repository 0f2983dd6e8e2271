import { type ConnectionRow, stateOf } from '#lib/integrations/queries.ts'
import { switchOff } from '#lib/integrations/switch-off.ts'
import {
  type FailingFacts,
  integrationFailing,
} from '#lib/notifications/messages/integration-failing.ts'
import { givingUpMs } from '#lib/notifications/outbox/schedule.ts'
import { routeEvents } from '#lib/notifications/rules/route-events.ts'
import type { Ctx } from '#lib/platform/context.ts'

type Failing = {
  connection: ConnectionRow
  /** the row that did not arrive, may not have arrived or is late, if one is */
  lost: { event: string; error: string; became: FailingFacts['became'] } | null
  /** the provider says that the address has ceased to exist */
  gone: boolean
  now: Date
}

/** Why it is of no use to go on, null while it may recover. */
function reasonToStop({ connection, gone, now }: Failing): string | null {
  if (gone) return 'the provider answered that this address no longer exists (410)'
  const since = stateOf(connection).failing_since
  if (since === undefined || now.getTime() - new Date(since).getTime() < givingUpMs) return null
  return `only failures for five days, the last: ${stateOf(connection).last_error ?? ''}`
}

/**
 * Draws the consequences of a failed try: switches the connection off when it is hopeless, and tells of an outage
 * through another connection: once for each outage that messages are late, that one may be lost, that one is given up, and
 * once more when it is switched off.
 */
export async function alertFailing(tx: Ctx, failing: Failing): Promise<void> {
  const { connection, lost, now } = failing
  const state = stateOf(connection)
  const reason = reasonToStop(failing)
  const off = reason !== null && (await switchOff(tx, connection.id, reason))
  if (!off && (!lost || lost.event === 'test_message')) return
  const became = lost?.became ?? 'dead'
  const { id, kind, name } = connection
  const facts = {
    connection: { id, kind, name },
    since: state.failing_since ?? null,
    error: lost?.error ?? state.last_error ?? '',
    became,
    disabledReason: off ? reason : null,
  }
  const outage = state.failing_since ?? now.toISOString()
  await routeEvents(
    tx,
    [
      {
        kind: 'integration_failing',
        subject: { type: 'integration', id },
        key: `integration_failing ${id} ${off ? 'off' : became} ${outage}`,
        suiteIds: [],
        severity: 'critical',
        isChange: () => true,
        isFailure: () => true,
        isNewDefect: true,
        thread: `integration ${id}`,
        message: () => integrationFailing(facts),
        notThrough: id,
      },
    ],
    now,
  )
}
