import { settings } from '#lib/platform/config/settings.ts'
import { developmentSecret } from '#lib/platform/config/settings/development-secret.ts'

/**
 * For every program that signs or encrypts. `npm start` gives each installation keys of its own; a program that was
 * started by hand would run on keys that anybody can read in the source. Throws unless this is a test.
 */
export function requireOwnKeys(values = settings()): void {
  if (values.ENVIRONMENT === 'test' && values.NODE_ENV !== 'production') return
  const published = (['JWT_SECRET_KEY', 'SECRETS_KEY'] as const).filter(
    (name) => values[name] === developmentSecret,
  )
  if (published.length === 0) return
  throw new Error(
    `${published.join(' and ')} must be set: the default is published with the source, so anybody could sign in with it. ` +
      'Start with `npm start`, which makes keys of its own, or set each to 32 random characters or more.',
  )
}
