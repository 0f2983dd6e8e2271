import type { Database } from '#db/client.ts'

import { verifyAccessToken } from './access-token.ts'
import { verifyApiToken } from './api-token.ts'
import type { Identity } from './identity.ts'
import { isApiToken } from './opaque-token.ts'

/** Whoever an `Authorization: Bearer` value names: an access token or an API token. */
export function verifyBearer(db: Database, token: string): Promise<Identity> {
  return isApiToken(token) ? verifyApiToken(db, token) : verifyAccessToken(db, token)
}
