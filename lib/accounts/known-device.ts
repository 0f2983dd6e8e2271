import { randomUUID } from 'node:crypto'

import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

import { cookieName } from '#lib/accounts/session-token.ts'
import { settings } from '#lib/platform/config/settings.ts'

const key = () => new TextEncoder().encode(settings().JWT_SECRET_KEY)
const named = { issuer: 'earshot', audience: 'earshot-device' }
const typ = 'device+jwt'

/** s that a browser is remembered after its last sign-in */
export const deviceLife = 180 * 86_400

export const deviceCookieName = () => cookieName('device')

const Claims = z.object({ sub: z.uuid(), jti: z.uuid() })

/**
 * What a browser keeps after a sign-in: that this account has signed in here. It proves nothing about who is there; it
 * only lets wrong passwords of others not count against this browser (OWASP, "Device cookies").
 */
export const issueDeviceToken = (userId: string): Promise<string> =>
  new SignJWT()
    .setProtectedHeader({ alg: settings().JWT_ALGORITHM, typ })
    .setIssuer(named.issuer)
    .setAudience(named.audience)
    .setSubject(userId)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${deviceLife}s`)
    .sign(key())

/** Id of the browser when the account has signed in there before; null otherwise. */
export async function knownDevice(token: string | null, userId: string): Promise<string | null> {
  if (token === null) return null
  try {
    const options = { ...named, algorithms: [settings().JWT_ALGORITHM], typ }
    const { sub, jti } = Claims.parse((await jwtVerify(token, key(), options)).payload)
    return sub === userId ? jti : null
  } catch {
    return null
  }
}
