import { type StoredTokenScope, type TokenScope, tokenScopes } from '#db/enums.ts'
import { settings } from '#lib/platform/config/settings.ts'

const day = 86_400_000

/** What a stored token may be used for: versions before gave `write`, which is `import` and `review` since. */
export function scopesOf(stored: readonly StoredTokenScope[]): TokenScope[] {
  const older = stored.includes('write')
  return tokenScopes.filter(
    (scope) => stored.includes(scope) || (older && (scope === 'import' || scope === 'review')),
  )
}

/** When a token expires: as its maker said, but no later than API_TOKEN_MAX_DAYS allow. Null: never. */
export function expiryOf({
  createdAt,
  expiresAt,
}: {
  createdAt: Date
  expiresAt: Date | null
}): Date | null {
  const { API_TOKEN_MAX_DAYS: days } = settings()
  if (days === 0) return expiresAt
  const latest = new Date(createdAt.getTime() + days * day)
  return expiresAt && expiresAt < latest ? expiresAt : latest
}
