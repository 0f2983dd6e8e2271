import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { identify, type Identity } from '#lib/accounts/identity.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'

const key = () => new TextEncoder().encode(settings().JWT_SECRET_KEY)
const named = { issuer: 'earshot', audience: 'earshot-api' }

/** s */
export const accessTokenLife = () => settings().ACCESS_TOKEN_EXPIRE_MINUTES * 60

const Claims = z.object({ sub: z.uuid(), iat: z.number() })

/** A signed JWT (RFC 7519, HS256) that names the user and nothing else: role and state are read at each use. */
export function issueAccessToken(userId: string): Promise<string> {
  return new SignJWT()
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
export async function verifyAccessToken(db: Database, token: string): Promise<Identity> {
  const { sub, iat } = await readClaims(token)
  return identify(db, sub, new Date(iat * 1_000))
}
