import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

import { settings } from '#lib/platform/config/settings.ts'
import { callerNetwork, resolveClientAddress } from '#lib/platform/net/client-address.ts'

/** Header that carries the caller's address within the process; whatever a caller sends under this name is dropped. */
const header = 'x-earshot-client'
/** The same for whoever is at the other end of the connection, perhaps a proxy that nobody has named. */
const peerHeader = 'x-earshot-peer'

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
    request.headers[peerHeader] = request.socket.remoteAddress ?? ''
  })
}

/** The caller's address as stamped; null when it is not known for certain. */
export function clientAddress(headers: Headers): string | null {
  return headers.get(header) || null
}

/**
/**
 * What attempts of a caller and requests of strangers are counted by. Where nobody vouches for the address it is the network
 * of whoever holds the connection, so that a forged `X-Forwarded-For` is no second caller. Null outside a server.
 */
export function callerNetworkOf(headers: Headers): string | null {
  const address = clientAddress(headers) ?? (headers.get(peerHeader) || null)
  return address === null ? null : callerNetwork(address)
}
