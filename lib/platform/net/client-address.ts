import ipaddr from 'ipaddr.js'

import { boundedCache } from '#lib/platform/bounded-cache.ts'

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]+)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : null
}

/** Whether an address lies in one of the networks, each written as `10.0.0.0/8` or a single address. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  const parsed = parseAddress(address)
  if (!parsed) return false
  return networks.some((network) => {
    if (!network.includes('/')) return parseAddress(network)?.toString() === parsed.toString()
    if (!ipaddr.isValidCIDR(network)) return false
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === parsed.kind() && parsed.match(base, bits)
  })
}

/** Addresses of connections as they are written: one keeps its own for all its requests. */
const peers = boundedCache<{ address: string | null }>(1_000)

/**
 * The address of whoever made the request. `X-Forwarded-For` counts only as far as it was written by trusted
 * proxies, read from the right; null when an untrusted peer forwards for somebody, since nobody vouches for it.
 */
export function resolveClientAddress(
  peer: string | undefined,
  forwarded: string | undefined,
  trusted: readonly string[],
): string | null {
  if (peer === undefined) return null
  const chain = (forwarded ?? '').split(',').filter((entry) => entry.trim() !== '')
  if (chain.length === 0) {
    const known = peers.get(peer)
    if (known) return known.address
    return peers.set(peer, { address: parseAddress(peer)?.toString() ?? null }).address
  }
  if (!isWithin(peer, trusted)) return null
  for (const entry of chain.toReversed()) {
    const address = parseAddress(entry)
    if (!address) return null
    if (!isWithin(entry, trusted)) return address.toString()
  }
  return parseAddress(chain[0] ?? '')?.toString() ?? null
}

/**
 * What attempts are counted by: an IPv4 address as it is; of an IPv6 address its /64, for that is what one customer of
 * a provider gets, with 2^64 addresses to choose from.
 */
export function callerNetwork(address: string): string {
  const parsed = parseAddress(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed?.toString() ?? address
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`
}
