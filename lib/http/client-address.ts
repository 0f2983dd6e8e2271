import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

import { settings } from '#lib/platform/config/settings.ts'
import { resolveClientAddress } from '#lib/platform/net/client-address.ts'

/** Header that carries the caller's address within the process; whatever a caller sends under this name is dropped. */
const header = 'x-earshot-client'

const holder = globalThis as typeof globalThis & { earshotStampsAddresses?: true }

/**
 * Notes the caller's address on each request before Next.js sees it: a route handler cannot reach the socket,
 * and Next.js passes a forged `X-Forwarded-For` on as it came.
 */
export function stampClientAddresses(): void {
  if (holder.earshotStampsAddresses) return
  holder.earshotStampsAddresses = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded
    request.headers[header] =
      resolveClientAddress(
        request.socket.remoteAddress,
        Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
        settings().TRUSTED_PROXY_CIDRS,
      ) ?? ''
  })
}

/** The caller's address as stamped; null when it is not known for certain. */
export function clientAddress(headers: Headers): string | null {
  return headers.get(header) || null
}
