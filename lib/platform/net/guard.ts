import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

import ipaddr from 'ipaddr.js'

import { settings } from '#lib/platform/config/settings.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { isMetadataAddress, isMetadataName } from '#lib/platform/net/metadata-services.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = { address: Address; bits: number; port: number | null }
type Name = { host: string; port: number | null }

const globalUnicast = ipaddr.IPv6.parse('2000::')
const protocols = new Set(['http:', 'https:', 'ws:', 'wss:'])
const defaultPorts: Record<string, number> = { 'http:': 80, 'ws:': 80, 'https:': 443, 'wss:': 443 }

/** Lower case, without the brackets of an IPv6 literal and without the root's dot. */
const bare = (host: string) =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')

/** Only addresses of the public internet: no private, local, reserved or translated range, no provider's own service. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || isMetadataAddress(address)) return false
  // ipaddr.js calls everything unassigned unicast, `::127.0.0.1` too.
  return address.kind() === 'ipv4' || address.match(globalUnicast, 3)
}

const hostForm = /^(?:\[(?<v6>[^\]]+)\]|(?<host>[^:[\]]+))(?::(?<port>\d{1,5}))?$/
const hostName = /^[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/

function parseEntry(entry: string): Network | Name {
  const bad = () =>
    new InvalidError(`"${entry}" is not a host, host:port or network such as 10.0.0.0/8`)
  if (entry.includes('/')) {
    if (!ipaddr.isValidCIDR(entry)) throw bad()
    const [address, bits] = ipaddr.parseCIDR(entry)
    return { address, bits, port: null }
  }
  const parts = ipaddr.IPv6.isValid(entry) ? { v6: entry } : hostForm.exec(entry)?.groups
  const host = bare(parts?.['v6'] ?? parts?.['host'] ?? '')
  const port =
    parts && 'port' in parts && parts['port'] !== undefined ? Number(parts['port']) : null
  if (port !== null && port > 65_535) throw bad()
  if (ipaddr.isValid(host)) {
    const address = ipaddr.process(host)
    return { address, bits: address.kind() === 'ipv4' ? 32 : 128, port }
  }
  if (!hostName.test(host)) throw bad()
  return { host, port }
}

/** Decides which addresses outgoing requests may reach. */
export type Guard = {
  /**
   * Parses an address from settings. Throws NetFault `configuration` for another protocol than http(s) and ws(s),
   * for credentials in the address, and for a literal address that may not be reached.
   */
  assertAllowedUrl(url: string | URL): URL
  /** Throws NetFault `configuration` when `host` is a literal address that may not be reached. */
  assertAllowedHost(host: string, port: number): void
  /** `lookup` for a connection to `port`: resolves only to addresses that may be reached. */
  guardedLookup(port: number): LookupFunction
}

const refusal = (peer: string, why: string) =>
  new NetworkError({
    fault: 'configuration',
    detail: `${why}; if this host is meant, add it to OUTBOUND_ALLOWED_HOSTS`,
    peer,
    retryable: false,
  })

/**
 * A guard against requests into private networks (SSRF). `allowedHosts` lists exceptions: `host`, `host:port`,
 * an address, or a network in CIDR form. Names are judged by the address that they resolve to, at connect time,
 * so that a name whose answer changes between check and use gains nothing.
 */
export function createGuard(options: { allowedHosts: readonly string[] }): Guard {
  const entries = options.allowedHosts.map(parseEntry)
  const names = entries.filter((entry): entry is Name => 'host' in entry)
  const networks = entries.filter((entry): entry is Network => 'address' in entry)

  const permits = (literal: string, port: number): boolean => {
    const address = ipaddr.process(literal)
    return (
      isPublic(address) ||
      networks.some(
        (network) =>
          (network.port === null || network.port === port) &&
          network.address.kind() === address.kind() &&
          address.match(network.address, network.bits) &&
          (!isMetadataAddress(address) || network.address.toString() === address.toString()),
      )
    )
  }
  const trusts = (host: string, port: number) =>
    names.some((name) => name.host === host && (name.port === null || name.port === port))

  const assertAllowedHost = (host: string, port: number): void => {
    const literal = bare(host)
    if (ipaddr.isValid(literal) && !permits(literal, port))
      throw refusal(`${host}:${port}`, 'this address is not on the public internet')
    if (isMetadataName(literal) && !trusts(literal, port))
      throw refusal(`${host}:${port}`, 'this is the metadata service of a cloud provider')
  }

  return {
    assertAllowedHost,
    assertAllowedUrl(input) {
      const url = typeof input === 'string' ? parseUrl(input) : input
      if (!protocols.has(url.protocol))
        throw configurationFault(url.host, `${url.protocol} is not a protocol for requests`)
      if (url.username !== '' || url.password !== '')
        throw configurationFault(url.host, 'an address must not contain a user name or password')
      assertAllowedHost(url.hostname, portOf(url))
      return url
    },
    guardedLookup: (port) => (hostname, lookupOptions, callback) => {
      if (isMetadataName(bare(hostname)) && !trusts(bare(hostname), port)) {
        const why = `${hostname} is the metadata service of a cloud provider`
        return callback(refusal(`${hostname}:${port}`, why), '', 0)
      }
      systemLookup(hostname, { ...lookupOptions, all: true }, (error, found) => {
        if (error) return callback(error, '', 0)
        const open = trusts(bare(hostname), port)
          ? found
          : found.filter(({ address }) => permits(address, port))
        const [first] = open
        if (!first) {
          const why = `${hostname} resolves to an address that is not on the public internet`
          return callback(refusal(`${hostname}:${port}`, why), '', 0)
        }
        if (lookupOptions.all) callback(null, open)
        else callback(null, first.address, first.family)
      })
    },
  }
}

const configurationFault = (peer: string, detail: string) =>
  new NetworkError({ fault: 'configuration', detail, peer, retryable: false })

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url) throw configurationFault('address', 'this is not a valid address')
  return url
}

/** The port that a request to `url` connects to. */
export function portOf(url: URL): number {
  return url.port === '' ? (defaultPorts[url.protocol] ?? 0) : Number(url.port)
}

let fromSettings: Guard | undefined

/** The guard of this process: public addresses and `OUTBOUND_ALLOWED_HOSTS`. */
export function outboundGuard(): Guard {
  return (fromSettings ??= createGuard({ allowedHosts: settings().OUTBOUND_ALLOWED_HOSTS }))
}
