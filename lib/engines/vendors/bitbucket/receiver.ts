import { parseEvent } from '#lib/engines/vendors/bitbucket/events.ts'
import { deliveryIdOf } from '#lib/engines/vendors/delivery-id.ts'
import { decodeUtf8, parseJson } from '#lib/engines/vendors/json-body.ts'
import { verifyHexHmac } from '#lib/engines/vendors/signatures.ts'
import type { Receiver } from '#lib/engines/vendors/inbound.ts'

/**
 * Deliveries of Bitbucket Cloud: HMAC-SHA256 over the raw body in `X-Hub-Signature`, the event in `X-Event-Key`, and
 * `X-Request-UUID`, which its own repetitions keep. Source: support.atlassian.com, "Manage webhooks".
 */
export const receiver: Receiver = {
  eventHeader: 'x-event-key',
  identify: ({ headers, body }) => ({
    event: headers['x-event-key'] ?? '',
    deliveryId: deliveryIdOf(body, headers['x-request-uuid']),
  }),
  verify: (delivery, secrets) =>
    verifyHexHmac(delivery.body, delivery.headers['x-hub-signature'], secrets),
  parse: ({ headers, body }) =>
    parseEvent(headers['x-event-key'] ?? '', parseJson(decodeUtf8(body))),
}
