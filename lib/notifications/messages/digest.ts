import type { Message } from '#lib/engines/vendors/types.ts'

const ranks = { info: 0, warning: 1, critical: 2 } as const

/** One message for many that were held; the gravest gives it its sign. */
export function digest(messages: readonly Message[]): Message {
  const worst = messages.reduce<Message | null>(
    (found, one) => (found && ranks[found.severity] >= ranks[one.severity] ? found : one),
    null,
  )
  const failures = messages.filter(({ outcome }) => outcome === 'failure').length
  return {
    event: worst?.event ?? 'digest',
    severity: worst?.severity ?? 'info',
    outcome: worst?.outcome ?? 'info',
    title: `${messages.length} more messages`,
    summary:
      failures > 0
        ? `${failures} of ${messages.length} report failures.`
        : 'None of them reports a failure.',
    facts: [],
    items: messages.map(({ title, summary, url }) => ({ text: title, detail: summary, url })),
    url: worst?.url ?? '',
    mentions: [...new Set(messages.flatMap(({ mentions }) => mentions))],
    data: {
      messages: messages.map(({ event, title, url, data }) => ({ event, title, url, data })),
    },
  }
}
