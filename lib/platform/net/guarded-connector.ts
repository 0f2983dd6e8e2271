import { buildConnector } from 'undici'

import { type Guard } from '#lib/platform/net/guard.ts'
import { toNetworkError } from '#lib/platform/net/network-error.ts'

const connectors = new WeakMap<Guard, Map<string, buildConnector.connector>>()

/** Opens sockets for undici, each checked by `guard` when it connects; `timeout` in ms, 0 for none. */
export function guardedConnector(guard: Guard, timeout: number): buildConnector.connector {
  const byPort = connectors.get(guard) ?? new Map<string, buildConnector.connector>()
  connectors.set(guard, byPort)
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    try {
      // Node never calls `lookup` for a literal address.
      guard.assertAllowedHost(options.hostname, port)
    } catch (error) {
      return callback(
        toNetworkError(error, options.hostname, { sent: false, responded: false }),
        null,
      )
    }
    const key = `${port} ${timeout}`
    let connect = byPort.get(key)
    if (!connect) {
      connect = buildConnector({ timeout, allowH2: false, lookup: guard.guardedLookup(port) })
      byPort.set(key, connect)
    }
    return connect(options, callback)
  }
}
