import { env } from '#lib/platform/config/env.ts'

const base = env.NEXTAUTH_URL ?? env.FRONTEND_URL ?? `http://localhost:${env.PORT}`

/** Address of a page for links in messages: `pageUrl('runs', id)`. */
export function pageUrl(...segments: string[]): string {
  const path = segments.map(encodeURIComponent).join('/')
  return `${base.replace(/\/+$/, '')}/${path}`
}
