import { Webhook } from 'standardwebhooks'

import type { Io } from '#lib/engines/vendors/types.ts'
import type { WebhookConfig, WebhookSecrets } from '#lib/engines/vendors/webhook/settings.ts'
import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** The body that Standard Webhooks recommends. */
export type WebhookEvent = { type: string; timestamp: string; data: Record<string, unknown> }

const textLimit = 300

/** Statuses of the 4xx class after which another try can succeed. */
const passing = new Set([408, 425, 429])

function refusal(peer: string, status: number, text: string, retryAfterMs: number | null) {
  if (status === 410)
    return new NetworkError({
      fault: 'client_error',
      detail:
        'the receiver answered 410 Gone: it asks not to be called any more; switch it off here',
      peer,
      retryable: false,
      status,
    })
  const fault = statusFault(peer, status, text.trim().slice(0, textLimit), retryAfterMs)
  // The receiver knows the id: repeating is harmless, so every 5xx and the passing 4xx may be tried again.
  if (fault.retryable || (status < 500 && !passing.has(status))) return fault
  return new NetworkError({
    fault: fault.fault,
    detail: fault.detail,
    peer,
    retryable: true,
    status,
    maybeExecuted: fault.maybeExecuted,
    ...(retryAfterMs !== null && { retryAfterMs }),
  })
}

/**
 * Posts one event signed by Standard Webhooks 1.0 (standardwebhooks.com): `webhook-id` stays the same over all tries
 * of a delivery, `webhook-timestamp` is the time of the try. Gives back what the receiver said. Throws NetFault.
 */
export async function deliver(
  delivery: { id: string; event: WebhookEvent; operation: string; at: Date },
  { url, headers }: WebhookConfig,
  { signing_secret, authorization }: WebhookSecrets,
  io: Io,
): Promise<{ status: number; text: string }> {
  const peer = new URL(url).host
  if (signing_secret === undefined)
    throw new NetworkError({
      fault: 'configuration',
      detail: 'store a signing secret first: deliveries are never sent unsigned',
      peer,
      retryable: false,
    })
  const { id, event, operation, at } = delivery
  const body = JSON.stringify(event)
  const answer = await io.fetch(operation)(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(signing_secret).sign(id, at, body),
      ...(authorization !== undefined && { authorization }),
    },
    body,
  })
  const text = await answer.text()
  if (!answer.ok) {
    const wait = parseRetryAfter(answer.headers.get('retry-after'), Date.now())
    throw refusal(peer, answer.status, text, wait)
  }
  return { status: answer.status, text }
}
