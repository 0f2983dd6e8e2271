import { timingSafeEqual } from 'node:crypto'

import { deliveryIdOf } from '#lib/engines/vendors/delivery-id.ts'
import { parseBuild } from '#lib/engines/vendors/jenkins/events.ts'
import { signedFacts } from '#lib/engines/vendors/jenkins/signed-body.ts'
import { decodeUtf8, parseJson } from '#lib/engines/vendors/json-body.ts'
import { fittingSecret, hmacSha256, secretsOf } from '#lib/engines/vendors/signatures.ts'
import type {
  InboundDelivery,
  InboundSecret,
  InboundVerification,
  Receiver,
} from '#lib/engines/vendors/inbound.ts'

/** ms that a delivery with a time may be old, or ahead of our clock */
const tolerance = 300_000
const signatureForm = /^sha256=(?<hex>[0-9a-f]{64})$/

/** What a genuine body says of its own time. `X-Jenkins-Timestamp` is not signed: it may only repeat the body. */
function timeFault(
  { headers, body }: InboundDelivery,
  now: number,
): 'malformed' | 'expired' | null {
  const { sent_at: sentAt } = signedFacts(body)
  const header = headers['x-jenkins-timestamp']
  if (header !== undefined && header !== String(sentAt)) return 'malformed'
  return sentAt !== undefined && Math.abs(now - sentAt * 1_000) > tolerance ? 'expired' : null
}

function verify(
  delivery: InboundDelivery,
  all: readonly InboundSecret[],
  now: number,
): InboundVerification {
  const header = delivery.headers['x-jenkins-signature']
  const hex = signatureForm.exec(header ?? '')?.groups?.['hex']
  const secrets = secretsOf(all, 'webhook_secret')
  const compared = Buffer.from(hex ?? '0'.repeat(64), 'hex')
  const secret = fittingSecret(secrets, (key) =>
    timingSafeEqual(hmacSha256(key, delivery.body), compared),
  )
  if (secrets.length === 0) return { ok: false, reason: 'no_secret' }
  if (header === undefined) return { ok: false, reason: 'missing' }
  if (hex === undefined) return { ok: false, reason: 'malformed' }
  if (!secret) return { ok: false, reason: 'mismatch' }
  const reason = timeFault(delivery, now)
  return reason === null ? { ok: true, secret } : { ok: false, reason }
}

/**
 * Deliveries of Jenkins. No mainstream plugin signs what it sends, so the convention is ours and that of the one that
 * does (Unblocked): `X-Jenkins-Event`, and `X-Jenkins-Signature: sha256=` with the lower-case hex HMAC-SHA256 of
 * the raw body. Our snippet puts `delivery_id` and `sent_at` (s since 1970) into the signed body: deliveries older than
 * 300 s are refused, and the id is told apart from a replay. The headers `X-Jenkins-Delivery` and
 * `X-Jenkins-Timestamp` repeat them for proxies and logs and are believed in nothing. Bodies without an id are known by
 * their hash. `identify` and `parse` need no header, so that an unsigned delivery to a secret address is read alike.
 */
export const receiver: Receiver = {
  eventHeader: 'x-jenkins-event',
  identify: ({ headers, body }) => ({
    event: headers['x-jenkins-event'] ?? 'notification',
    deliveryId: deliveryIdOf(body, signedFacts(body).delivery_id),
  }),
  verify,
  parse: ({ body }) => parseBuild(parseJson(decodeUtf8(body))),
}
