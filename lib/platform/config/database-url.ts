import { settings } from '#lib/platform/config/settings.ts'

/** Throws unless DATABASE_URL is set: `npm start` sets it for its children, whichever database it is. */
export function requireDatabaseUrl(): string {
  const { DATABASE_URL: url } = settings()
  if (url === undefined)
    throw new Error(
      'DATABASE_URL is not set. Start with `npm start`, or name a PostgreSQL database.',
    )
  return url
}
