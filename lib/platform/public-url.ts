import { settings } from '#lib/platform/config/settings.ts'

/** Where this server is reached from elsewhere, without a slash at its end; null when the settings do not say. */
export function publicUrl(): string | null {
  const { FRONTEND_URL, NEXTAUTH_URL } = settings()
  return (FRONTEND_URL ?? NEXTAUTH_URL)?.replace(/\/+$/, '') ?? null
}
