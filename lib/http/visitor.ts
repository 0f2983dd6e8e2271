import type { Visitor } from '#lib/accounts/check-password.ts'
import { deviceCookieName } from '#lib/accounts/known-device.ts'
import { callerNetworkOf, clientAddress } from '#lib/http/client-address.ts'
import { cookiesOf } from '#lib/http/cookies.ts'
import { webDatabase } from '#lib/http/database.ts'

/** Whoever asks to be signed in by this request. */
export const visitorOf = (request: Request): Visitor => ({
  db: webDatabase(),
  address: clientAddress(request.headers),
  network: callerNetworkOf(request.headers),
  userAgent: request.headers.get('user-agent'),
  device: cookiesOf(request)[deviceCookieName()] ?? null,
})
