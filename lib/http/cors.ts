import { settings } from '#lib/platform/config/settings.ts'

const methods = 'GET, POST, PUT, PATCH, DELETE, OPTIONS'
const sent = 'authorization, content-type, idempotency-key, last-event-id, range, x-request-id'
const shown = 'content-disposition, content-range, etag, idempotency-replayed, x-request-id'

/**
 * CORS headers for a request from another origin, null when the origin is not in ALLOWED_ORIGINS. Cookies are never
 * allowed across origins: other origins use bearer tokens.
 */
export function corsHeaders(
  origin: string | null,
  allowed: readonly string[] = settings().ALLOWED_ORIGINS,
): Record<string, string> | null {
  if (origin === null || !allowed.includes(origin)) return null
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': methods,
    'access-control-allow-headers': sent,
    'access-control-expose-headers': shown,
    'access-control-max-age': '600',
    vary: 'Origin',
  }
}
