import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

import { overHttps } from '#lib/accounts/session-token.ts'

const holder = globalThis as typeof globalThis & { earshotRequiresHttps?: true }

/** A year, which is what browsers ask for; subdomains are not ours to decide about. */
const policy = 'max-age=31536000'

/**
 * Where people reach this server over HTTPS, every answer (pages, files and errors of Next.js too) tells browsers to come
 * by HTTPS only (RFC 6797).
 */
export function requireHttps(): void {
  if (holder.earshotRequiresHttps || !overHttps()) return
  holder.earshotRequiresHttps = true
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    response.setHeader('Strict-Transport-Security', policy)
  })
}
