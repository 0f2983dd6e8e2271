import { settings } from '#lib/platform/config/settings.ts'

/** Where this server is reached from elsewhere, without a slash at its end; null when the settings do not say. */
export function publicUrl(): string | null {
  const { NEXTAUTH_URL, FRONTEND_URL } = settings()
  return (NEXTAUTH_URL ?? FRONTEND_URL)?.replace(/\/+$/, '') ?? null
}
