import { timingSafeEqual } from 'node:crypto'

import { deliveryIdOf } from '#lib/engines/vendors/delivery-id.ts'
import { parseEvent } from '#lib/engines/vendors/gitlab/events.ts'
import { decodeUtf8, parseJson } from '#lib/engines/vendors/json-body.ts'
import { fittingSecret, hmacSha256, sameText, secretsOf } from '#lib/engines/vendors/signatures.ts'
import type {
  InboundDelivery,
  InboundSecret,
  InboundVerification,
  Receiver,
} from '#lib/engines/vendors/inbound.ts'

/** ms that a signed delivery may be old, or ahead of our clock */
const tolerance = 300_000
/** A list is short: one signature for each signing token that is valid while it is replaced. */
const mostSignatures = 10

/** The raw key of `whsec_…`; it was checked when it was saved. */
const keyOf = (token: string | Buffer) =>
  typeof token === 'string' ? Buffer.from(token.replace(/^whsec_/, ''), 'base64') : token

function signaturesIn(header: string): Buffer[] {
  return header
    .split(' ')
    .slice(0, mostSignatures)
    .filter((part) => /^v1,[A-Za-z0-9+/]{43}=$/.test(part))
    .map((part) => Buffer.from(part.slice(3), 'base64'))
}

function verifySignature(
  { headers, body }: InboundDelivery,
  all: readonly InboundSecret[],
  now: number,
): InboundVerification {
  const id = headers['webhook-id'] ?? ''
  const timestamp = headers['webhook-timestamp'] ?? ''
  const given = signaturesIn(headers['webhook-signature'] ?? '')
  const secrets = secretsOf(all, 'signing_token')
  const compared = given.length > 0 ? given : [Buffer.alloc(32)]
  const secret = fittingSecret(secrets, (key) => {
    const expected = hmacSha256(keyOf(key), `${id}.${timestamp}.`, body)
    return compared.filter((one) => timingSafeEqual(one, expected)).length > 0
  })
  if (secrets.length === 0) return { ok: false, reason: 'no_secret' }
  if (given.length === 0 || id === '' || !/^\d{1,12}$/.test(timestamp))
    return { ok: false, reason: 'malformed' }
  if (!secret) return { ok: false, reason: 'mismatch' }
  return Math.abs(now - Number(timestamp) * 1_000) > tolerance
    ? { ok: false, reason: 'expired' }
    : { ok: true, secret }
}

function verifyToken(
  { headers }: InboundDelivery,
  all: readonly InboundSecret[],
): InboundVerification {
  const given = headers['x-gitlab-token']
  const secrets = secretsOf(all, 'webhook_secret')
  const secret = fittingSecret(secrets, (key) => sameText(key.toString(), given ?? ''))
  if (secrets.length === 0) return { ok: false, reason: 'no_secret' }
  if (given === undefined) return { ok: false, reason: 'missing' }
  return secret ? { ok: true, secret } : { ok: false, reason: 'mismatch' }
}

/**
 * Deliveries of GitLab. Since 19.0 a webhook may have a signing token (Standard Webhooks: HMAC-SHA256 over
 * `id.timestamp.body`); before, and beside it, a secret token that is sent as it is. A signature that is there must
 * verify, whatever else is. Sources: docs.gitlab.com, "Webhooks"; standardwebhooks.com, specification.
 *
 * Before 17.4 nothing names a delivery for certain (what `X-Gitlab-Webhook-UUID` names differs between the
 * documentation and the code), so that the body's hash does.
 */
export const receiver: Receiver = {
  eventHeader: 'x-gitlab-event',
  identify: ({ headers, body }) => ({
    event: headers['x-gitlab-event'] ?? '',
    deliveryId: deliveryIdOf(body, headers['idempotency-key'], headers['webhook-id']),
  }),
  verify: (delivery, secrets, now) =>
    delivery.headers['webhook-signature'] === undefined
      ? verifyToken(delivery, secrets)
      : verifySignature(delivery, secrets, now),
  parse: ({ headers, body }) =>
    parseEvent(headers['x-gitlab-event'] ?? '', parseJson(decodeUtf8(body))),
}
