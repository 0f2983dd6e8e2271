import { connect, type Socket } from 'node:net'

import type { Guard } from '#lib/platform/net/guard.ts'
import { toNetworkError } from '#lib/platform/net/network-error.ts'

export type SocketAddress = { host: string; port: number; timeoutMs: number }

/** A connected TCP socket to an address that the guard allows. Throws NetFault. */
export function connectGuarded(
  guard: Guard,
  { host, port, timeoutMs }: SocketAddress,
  signal: AbortSignal,
): Promise<Socket> {
  guard.assertAllowedHost(host, port)
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: guard.guardedLookup(port) })
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
    }
    const fail = (error: unknown) => {
      end()
      socket.destroy()
      reject(toNetworkError(error, `${host}:${port}`, { sent: false, responded: false }))
    }
    const cancel = () => fail(signal.reason)
    const timer = setTimeout(
      () => fail(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })),
      timeoutMs,
    )
    signal.addEventListener('abort', cancel, { once: true })
    socket.once('error', fail)
    socket.once('connect', () => {
      end()
      socket.off('error', fail)
      resolve(socket)
    })
  })
}
