import { deliveryIdOf } from '#lib/engines/vendors/delivery-id.ts'
import { parseEvent } from '#lib/engines/vendors/github/events.ts'
import { decodeUtf8, parseJson } from '#lib/engines/vendors/json-body.ts'
import { verifyHexHmac } from '#lib/engines/vendors/signatures.ts'
import type { InboundDelivery, Receiver } from '#lib/engines/vendors/inbound.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** The JSON of a delivery: the body itself, or its form field `payload`. The signature covers the body as it is. */
function payloadOf({ headers, body }: InboundDelivery): unknown {
  const text = decodeUtf8(body)
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return parseJson(text)
  const payload = new URLSearchParams(text).get('payload')
  if (payload === null) throw new InvalidError('The form has no field "payload"')
  return parseJson(payload)
}

/**
 * Deliveries of GitHub. Source: docs.github.com, "Validating webhook deliveries" (HMAC-SHA256 over the raw body,
 * `X-Hub-Signature-256`) and "Webhook events and payloads". A redelivery keeps its `X-GitHub-Delivery`.
 */
export const receiver: Receiver = {
  eventHeader: 'x-github-event',
  identify: ({ headers, body }) => ({
    event: headers['x-github-event'] ?? '',
    deliveryId: deliveryIdOf(body, headers['x-github-delivery']),
  }),
  verify: (delivery, secrets) =>
    verifyHexHmac(delivery.body, delivery.headers['x-hub-signature-256'], secrets),
  parse: (delivery) => parseEvent(delivery.headers['x-github-event'] ?? '', payloadOf(delivery)),
}
