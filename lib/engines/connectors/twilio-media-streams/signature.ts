import { createHmac } from 'node:crypto'

/**
 * `X-Twilio-Signature` of a request without a form: base64 of HMAC-SHA1 over the address as it was configured, keyed
 * with the auth token (twilio.com/docs/usage/security; `getExpectedTwilioSignature` in twilio-node). A WebSocket's
 * address is signed with its `wss:`.
 */
export function twilioSignature(authToken: string, url: string): string {
  return createHmac('sha1', authToken).update(url, 'utf8').digest('base64')
}
