import { env } from '#lib/platform/config/env.ts'

/** Throws unless DATABASE_URL is set: `npm start` sets it for its children, whichever database it is. */
export function requireDatabaseUrl(): string {
  if (env.DATABASE_URL === undefined)
    throw new Error(
      'DATABASE_URL is not set. Start with `npm start`, or name a PostgreSQL database.',
    )
  return env.DATABASE_URL
}
