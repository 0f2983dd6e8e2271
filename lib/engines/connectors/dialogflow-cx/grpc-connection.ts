import { isIP } from 'node:net'

import type { grpc } from 'google-gax'

import { readGrpc } from '#lib/engines/connectors/dialogflow-cx/sdk.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { type Guard, portOf } from '#lib/platform/net/guard.ts'
import { NetworkError, toNetworkError } from '#lib/platform/net/network-error.ts'

const maxReplyBytes = 5_000_000
/** `connectivityState` of gRPC: READY and TRANSIENT_FAILURE. */
const [ready, failed] = [2, 3]

/** Addresses of a host that may be reached; gRPC dials these and asks no name server itself. */
async function addressesOf(url: URL, guard: Guard): Promise<string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return [host]
  return new Promise((resolve, reject) => {
    guard.guardedLookup(portOf(url))(host, { all: true }, (error, found) => {
      if (error) reject(error)
      else resolve(Array.isArray(found) ? found.map(({ address }) => address) : [found])
    })
  })
}

/** A target of gRPC's own `ipv4:` and `ipv6:` schemes, for the family of the first address. */
function targetOf(addresses: string[], port: number): string {
  const family = isIP(addresses[0] ?? '')
  const same = addresses.filter((address) => isIP(address) === family)
  return family === 6
    ? `ipv6:${same.map((address) => `[${address}]:${port}`).join(',')}`
    : `ipv4:${same.map((address) => `${address}:${port}`).join(',')}`
}

/** The connection of one conversation: opened with its first turn, and anew after it broke. */
export class GrpcConnection {
  readonly #url: URL
  readonly #guard: Guard
  #channel: grpc.Channel | null = null

  constructor(url: URL, guard: Guard) {
    this.#url = url
    this.#guard = guard
  }

  /**
   * A connected channel, or one that has just failed to connect: a call on it tells why. Throws NetFault when the
   * address may not be reached or has no answer from DNS, or after `connectMs`.
   */
  async open(connectMs: number): Promise<grpc.Channel> {
    const url = this.#guard.assertAllowedUrl(this.#url)
    const peer = `${url.hostname}:${portOf(url)}`
    try {
      this.#channel ??= await this.#dial(url)
    } catch (error) {
      throw toNetworkError(error, peer, { sent: false, responded: false })
    }
    const channel = this.#channel
    const deadline = Date.now() + connectMs
    for (;;) {
      const state: number = channel.getConnectivityState(true)
      if (state === ready || state === failed) return channel
      const late = await new Promise<Error | undefined>((resolve) =>
        channel.watchConnectivityState(state, deadline, resolve),
      )
      if (late) {
        const detail = `took longer than ${formatLimit(connectMs)} to connect`
        throw new NetworkError({ fault: 'timeout', detail, peer, retryable: true })
      }
    }
  }

  /** Whether the connection of before stands. */
  get connected(): boolean {
    const state: number | undefined = this.#channel?.getConnectivityState(false)
    return state === ready
  }

  /** Hangs up. */
  drop(): void {
    this.#channel?.close()
    this.#channel = null
  }

  async #dial(url: URL): Promise<grpc.Channel> {
    const { Channel, credentials } = await readGrpc()
    const addresses = await addressesOf(url, this.#guard)
    const secure = url.protocol === 'https:'
    return new Channel(
      targetOf(addresses, portOf(url)),
      secure ? credentials.createSsl() : credentials.createInsecure(),
      {
        'grpc.default_authority': url.host,
        // The address is dialled, but the certificate must be that of the name.
        ...(secure && { 'grpc.ssl_target_name_override': url.hostname.replace(/^\[|\]$/g, '') }),
        'grpc.enable_http_proxy': 0,
        'grpc.enable_retries': 0,
        'grpc.service_config_disable_resolution': 1,
        // A connection of its own, like a caller: no other conversation's backoff, nor its limit of streams.
        'grpc.use_local_subchannel_pool': 1,
        'grpc.max_receive_message_length': maxReplyBytes,
      },
    )
  }
}
