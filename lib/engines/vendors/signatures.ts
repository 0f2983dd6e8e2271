import { createHmac, type BinaryLike, randomBytes, timingSafeEqual } from 'node:crypto'

import type { InboundSecret, InboundVerification } from '#lib/engines/vendors/inbound.ts'

/** Stands in for an absent secret, so that its absence takes as long as a wrong one. */
const nobody = randomBytes(32)
const comparison = randomBytes(32)

/** HMAC-SHA256 of the parts one after the other. */
export function hmacSha256(key: BinaryLike, ...parts: (string | Buffer)[]): Buffer {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return hmac.digest()
}

/** Constant-time comparison of texts of any length. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(hmacSha256(comparison, a), hmacSha256(comparison, b))
}

/**
 * The secret that `fits`, the current one first. Every secret is tried, one that nobody has if there is none: the time
 * tells neither which secret fitted nor whether there is one.
 */
export function fittingSecret(
  secrets: readonly InboundSecret[],
  fits: (key: string | Buffer) => boolean,
): InboundSecret | null {
  if (secrets.length === 0) fits(nobody)
  let found: InboundSecret | null = null
  for (const secret of secrets) {
    const fitting = fits(secret.value)
    if (fitting && (found === null || secret.age === 'current')) found = secret
  }
  return found
}

/** Secrets of one field that may be used; an empty one never verifies anything. */
export const secretsOf = (secrets: readonly InboundSecret[], field: string) =>
  secrets.filter((secret) => secret.field === field && secret.value !== '')

/** Lower-case hex only, as senders write it: one signature has one spelling. */
const signatureForm = /^sha256=(?<hex>[0-9a-f]{64})$/

/** A header `sha256=<hex>` with the HMAC-SHA256 of the raw body, by one of the secrets `webhook_secret`. */
export function verifyHexHmac(
  body: Buffer,
  header: string | undefined,
  all: readonly InboundSecret[],
): InboundVerification {
  const hex = signatureForm.exec(header ?? '')?.groups?.['hex']
  const secrets = secretsOf(all, 'webhook_secret')
  const compared = Buffer.from(hex ?? '0'.repeat(64), 'hex')
  const secret = fittingSecret(secrets, (key) => timingSafeEqual(hmacSha256(key, body), compared))
  if (secrets.length === 0) return { ok: false, reason: 'no_secret' }
  if (header === undefined) return { ok: false, reason: 'missing' }
  if (hex === undefined) return { ok: false, reason: 'malformed' }
  return secret ? { ok: true, secret } : { ok: false, reason: 'mismatch' }
}
