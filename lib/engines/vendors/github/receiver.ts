import { timingSafeEqual } from 'node:crypto'

import { deliveryIdOf } from '#lib/engines/vendors/delivery-id.ts'
import { parseEvent } from '#lib/engines/vendors/github/events.ts'
import { decodeUtf8, parseJson } from '#lib/engines/vendors/json-body.ts'
import { fittingSecret, hmacSha256, secretsOf } from '#lib/engines/vendors/signatures.ts'
import type { InboundDelivery, InboundVerification, Receiver } from '#lib/engines/vendors/types.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const signatureForm = /^sha256=(?<hex>[0-9a-f]{64})$/

/** Lower-case hex only, as GitHub sends it: one signature has one spelling. */
function givenDigest(header: string | undefined): Buffer | null {
  const hex = signatureForm.exec(header ?? '')?.groups?.['hex']
  return hex === undefined ? null : Buffer.from(hex, 'hex')
}

function verify(
  { headers, body }: InboundDelivery,
  all: Parameters<Receiver['verify']>[1],
): InboundVerification {
  const header = headers['x-hub-signature-256']
  const given = givenDigest(header)
  const secrets = secretsOf(all, 'webhook_secret')
  const compared = given ?? Buffer.alloc(32)
  const secret = fittingSecret(secrets, (key) => timingSafeEqual(hmacSha256(key, body), compared))
  if (secrets.length === 0) return { ok: false, reason: 'no_secret' }
  if (header === undefined) return { ok: false, reason: 'missing' }
  if (!given) return { ok: false, reason: 'malformed' }
  return secret ? { ok: true, secret } : { ok: false, reason: 'mismatch' }
}

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
  verify,
  parse: (delivery) => parseEvent(delivery.headers['x-github-event'] ?? '', payloadOf(delivery)),
}
