import { createHmac, type KeyObject } from 'node:crypto'

import { InvalidError } from '#lib/platform/errors.ts'

const base64url = /^[A-Za-z0-9_-]+={0,2}$/

/**
 * Whether `text` is a base64url client key. Houndify issues them with padding; a key whose padding got lost says the same,
 * and its own Node SDK takes it.
 */
export function isClientKey(text: string): boolean {
  const digits = text.replace(/=+$/, '')
  const padded = digits.length !== text.length
  return base64url.test(text) && digits.length % 4 !== 1 && (!padded || text.length % 4 === 0)
}

/** Houndify's signature: base64url with padding of HMAC-SHA256(key, message). */
export function sign(key: KeyObject, message: string): string {
  const digest = createHmac('sha256', key).update(message, 'utf8').digest('base64')
  return digest.replaceAll('+', '-').replaceAll('/', '_')
}

const forbiddenInId = /[^\x20-\x7e]|;/

/**
 * The two authentication headers of a request at `timestamp` (Unix seconds). The signed message is
 * `userId;requestId` followed by the timestamp without a separator, which is why ids must not hold `;`.
 */
export function authentication(
  credential: { clientId: string; key: KeyObject },
  identity: { userId: string; requestId: string; timestamp: number },
): Record<'Hound-Request-Authentication' | 'Hound-Client-Authentication', string> {
  const request = `${identity.userId};${identity.requestId}`
  const signature = sign(credential.key, `${request}${identity.timestamp}`)
  return {
    'Hound-Request-Authentication': request,
    'Hound-Client-Authentication': `${credential.clientId};${identity.timestamp};${signature}`,
  }
}

/** Throws InvalidError for an id that would break the signature or an HTTP header. */
export function assertId(name: string, id: string): void {
  if (id === '' || id.length > 512 || forbiddenInId.test(id))
    throw new InvalidError(`The ${name} must be printable ASCII without ";"`)
}
