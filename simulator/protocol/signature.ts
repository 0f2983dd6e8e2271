import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto'

/** The HMAC key inside a base64url client key. Throws when the key holds no bytes. */
export function readClientKey(clientKey: string): KeyObject {
  const bytes = Buffer.from(clientKey, 'base64url')
  if (bytes.length === 0) throw new Error('The client key is not base64')
  return createSecretKey(bytes)
}

/**
 * base64url(HMAC-SHA256(key, UTF-8 message)) with its padding, 44 characters, as the official SDKs
 * write it. The message of a request is `UserID;RequestID` directly followed by the time stamp; that of
 * a WebSocket is the nonce alone.
 */
export const sign = (key: KeyObject, message: string): string =>
  createHmac('sha256', key)
    .update(message, 'utf8')
    .digest('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_')

/** Compares in constant time; a length that differs gives nothing away that is secret. */
export function verify(key: KeyObject, message: string, signature: string): boolean {
  const expected = Buffer.from(sign(key, message))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}
