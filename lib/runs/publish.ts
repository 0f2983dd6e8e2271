import type { Statements } from '#lib/platform/jobs/enqueue.ts'
import type { RunEvent } from '#lib/runs/schema.ts'

/** NOTIFY channel of changes that open pages follow; the payload is a `RunEvent`. */
export const eventsChannel = 'earshot_events'

const messagesOf = (events: readonly RunEvent[]) => [
  ...new Set(events.map((event) => JSON.stringify(event))),
]

/** What tells open pages that these items' runs moved, for whoever sends it: one message for each run. */
export const runMessages = (
  outcomes: readonly { item: { organizationId: string; runId: string } }[],
): string[] =>
  messagesOf(
    outcomes.map(({ item }) => ({
      type: 'run',
      organization_id: item.organizationId,
      run_id: item.runId,
    })),
  )

/** Tells open pages, when the transaction commits. One message for each event, however many rows moved. */
export async function publish(tx: Statements, events: RunEvent[]): Promise<void> {
  const messages = messagesOf(events)
  if (messages.length > 0)
    await tx.executeSql('select pg_notify($1, message) from unnest($2::text[]) as message', [
      eventsChannel,
      messages,
    ])
}

/** Tells that one run moved. */
export const publishRun = (tx: Statements, organizationId: string, runId: string) =>
  publish(tx, [{ type: 'run', organization_id: organizationId, run_id: runId }])
