import type { Message } from '#lib/engines/vendors/types.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'

/** What the Test button sends: harmless, and plain about what it is. */
export function testMessage(connectionName: string, by: string): Message {
  return {
    event: 'test_message',
    severity: 'info',
    outcome: 'info',
    title: 'Earshot can reach you here',
    summary: `${by} has tested the connection ${connectionName}. Nothing has happened.`,
    facts: [],
    items: [],
    url: pageUrl('settings', 'integrations'),
    mentions: [],
    data: { test: true },
  }
}
