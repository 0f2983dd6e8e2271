import { settings } from '#lib/platform/config/settings.ts'

const base = () =>
  settings().NEXTAUTH_URL ?? settings().FRONTEND_URL ?? `http://localhost:${settings().PORT}`

/** Address of a page for links in messages: `pageUrl('runs', id)`. */
export function pageUrl(...segments: string[]): string {
  const path = segments.map(encodeURIComponent).join('/')
  return `${base().replace(/\/+$/, '')}/${path}`
}
