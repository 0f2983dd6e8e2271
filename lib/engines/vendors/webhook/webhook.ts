import { randomUUID } from 'node:crypto'

import { type CheckReply, defineIntegration, type Io } from '#lib/engines/vendors/types.ts'
import { deliver } from '#lib/engines/vendors/webhook/deliver.ts'
import { WebhookConfig, WebhookSecrets } from '#lib/engines/vendors/webhook/settings.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

async function check(config: WebhookConfig, secrets: WebhookSecrets, io: Io): Promise<CheckReply> {
  const at = new Date()
  const event = { type: 'ping', timestamp: at.toISOString(), data: {} }
  try {
    const delivery = { id: `ping_${randomUUID()}`, event, operation: 'check', at }
    const { status, text } = await deliver(delivery, config, secrets, io)
    return {
      ok: true,
      detail: `${new URL(config.url).host} took a signed ping (${status})`,
      reply: text.slice(0, 2_000),
    }
  } catch (error) {
    if (error instanceof NetworkError) return { ok: false, detail: error.message }
    throw error
  }
}

/** Webhooks of our own: any receiver with a Standard Webhooks library can verify them. */
export const webhook = defineIntegration({
  kind: 'webhook',
  label: 'Webhook',
  summary: 'Posts every event, signed, to an address of yours.',
  config: WebhookConfig,
  secrets: WebhookSecrets,
  check,
  readers: 'programs',
  notifier: (config, secrets, io) => ({
    // The receiver tells repeats by webhook-id, which is the key.
    repeat: 'harmless',
    send: async ({ event, data }, { key }) => {
      const at = new Date()
      const body = { type: event, timestamp: at.toISOString(), data }
      const delivery = { id: key, event: body, operation: 'deliver', at }
      const { status, text } = await deliver(delivery, config, secrets, io)
      const said = text.trim().slice(0, 200)
      return { detail: said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}` }
    },
  }),
})
