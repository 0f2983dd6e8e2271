import type { Database } from '#db/client.ts'
import { verifyAccessToken } from '#lib/accounts/access-token.ts'
import { verifyApiToken } from '#lib/accounts/api-token.ts'
import type { Identity } from '#lib/accounts/identity.ts'
import { isApiToken } from '#lib/platform/auth/opaque-token.ts'

/** Whoever an `Authorization: Bearer` value names: an access token or an API token. */
export function verifyBearer(
  db: Database,
  token: string,
  address: string | null = null,
): Promise<Identity> {
  return isApiToken(token) ? verifyApiToken(db, token) : verifyAccessToken(db, token, address)
}
