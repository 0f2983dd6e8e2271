import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { identifySession, type Identity } from '#lib/accounts/identity.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'

const key = () => new TextEncoder().encode(settings().JWT_SECRET_KEY)
const named = { issuer: 'earshot', audience: 'earshot-api' }

/** s */
export const accessTokenLife = () => settings().ACCESS_TOKEN_EXPIRE_MINUTES * 60

/** `sid`: the session that it belongs to */
const Claims = z.object({ sub: z.uuid(), sid: z.uuid() })

/** A signed JWT (RFC 7519, HS256) that names user and session and nothing else: role and state are read at each use. */
export function issueAccessToken(userId: string, sessionId: string): Promise<string> {
  return new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: settings().JWT_ALGORITHM, typ: 'at+jwt' })
    .setIssuer(named.issuer)
    .setAudience(named.audience)
    .setSubject(userId)
    .setIssuedAt()
    .setExpirationTime(`${accessTokenLife()}s`)
    .sign(key())
}

async function readClaims(token: string): Promise<z.output<typeof Claims>> {
  try {
    const options = { ...named, algorithms: [settings().JWT_ALGORITHM], typ: 'at+jwt' }
    return Claims.parse((await jwtVerify(token, key(), options)).payload)
  } catch (error) {
    const expired = error instanceof errors.JWTExpired
    const message = expired ? 'The access token has expired' : 'The access token is not valid'
    throw new AppError('unauthenticated', message)
  }
}

/** Throws `AppError('unauthenticated')` for a forged, expired or ended token. */
export async function verifyAccessToken(
  db: Database,
  token: string,
  address: string | null = null,
): Promise<Identity> {
  const { sub, sid } = await readClaims(token)
  const identity = await identifySession(db, sid, address)
  if (identity.id !== sub) throw new AppError('unauthenticated', 'The access token is not valid')
  return identity
}
