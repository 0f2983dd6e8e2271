import { Socket } from 'node:net'

import { Client } from 'undici'

import type { Guard } from '#lib/platform/net/guard.ts'
import { guardedConnector } from '#lib/platform/net/guarded-connector.ts'
import { holdWriteErrors } from '#lib/platform/net/hold-write-errors.ts'

/** ms for which a connection waits for its next request: less than servers wait before they close one. */
const idleMs = 2_000
/** Connections that wait, to all servers together. */
const maxIdle = 1_024
/** ms for which no connection to a server is kept that has spoken out of turn on one. */
const distrustMs = 600_000
const maxDistrusted = 1_000

/** A connection that one request at a time has to itself. A closed one opens again with the next request. */
export class KeptConnection {
  readonly client: Client
  /** null before the first request */
  socket: Socket | null = null
  /** requests that this socket has answered */
  answered = 0
  /** ms until the socket (and TLS) was up */
  connectMs = 0

  constructor(origin: string, guard: Guard, onDisconnect: (error: Error) => void) {
    // Limits of time are the caller's.
    const connect = guardedConnector(guard, 0)
    this.client = new Client(origin, {
      ...{ pipelining: 1, allowH2: false, headersTimeout: 0, bodyTimeout: 0 },
      ...{ keepAliveTimeout: idleMs, keepAliveMaxTimeout: idleMs },
      connect: (options, callback) => {
        const startedAt = performance.now()
        this.answered = 0
        const opening: unknown = connect(options, (...result) => {
          const [, socket] = result
          this.connectMs = performance.now() - startedAt
          if (socket) {
            this.socket = socket
            holdWriteErrors(socket)
          }
          callback(...result)
        })
        // The types do not tell: what is returned is the socket that is not up yet.
        if (opening instanceof Socket) this.socket = opening
      },
    })
    this.client.on('disconnect', (_origin, _targets, error) => onDisconnect(error))
    // Who waits for the connection is told; nobody else needs to be.
    this.client.on('connectionError', () => undefined)
  }

  get isOpen(): boolean {
    return this.socket !== null && !this.socket.destroyed && this.socket.readable
  }

  /** Closes it, whatever it is doing. */
  destroy(error: Error | null = null): void {
    void this.client.destroy(error).catch(() => undefined)
    // A socket that is not up yet is not the client's.
    this.socket?.destroy()
  }
}

const idle = new WeakMap<Guard, Map<string, KeptConnection[]>>()
let waiting = 0
const distrusted = new Map<string, number>()

/** Whether a server said something that nobody had asked for, or what is no HTTP: the next answer might be another's. */
const isOutOfTurn = (error: Error) =>
  error.name === 'HTTPParserError'
    ? !('data' in error && error.data === '')
    : error.message === 'bad response'

function distrust(origin: string): void {
  distrusted.delete(origin)
  distrusted.set(origin, performance.now() + distrustMs)
  const [oldest] = distrusted.keys()
  if (distrusted.size > maxDistrusted && oldest !== undefined) distrusted.delete(oldest)
}

/** Whether connections to `origin` may be kept. */
export const mayKeep = (origin: string): boolean =>
  (distrusted.get(origin) ?? 0) <= performance.now()

function idleOf(guard: Guard, origin: string): KeptConnection[] {
  const byOrigin = idle.get(guard) ?? new Map<string, KeptConnection[]>()
  idle.set(guard, byOrigin)
  const found = byOrigin.get(origin) ?? []
  byOrigin.set(origin, found)
  return found
}

function removeIdle(guard: Guard, origin: string, connection: KeptConnection): void {
  const list = idleOf(guard, origin)
  const at = list.indexOf(connection)
  if (at >= 0) {
    list.splice(at, 1)
    waiting--
    connection.destroy()
  }
  if (list.length === 0) idle.get(guard)?.delete(origin)
}

/** A connection to `origin` for one request: the one that was used last, or a new one. */
export function takeConnection(guard: Guard, origin: string, fresh = false): KeptConnection {
  const list = fresh ? [] : idleOf(guard, origin)
  for (let found = list.pop(); found; found = list.pop()) {
    waiting--
    if (found.isOpen) return found
    found.destroy()
  }
  const opened = new KeptConnection(origin, guard, (error) => {
    if (isOutOfTurn(error)) distrust(origin)
    removeIdle(guard, origin, opened)
  })
  return opened
}

/** Keeps a connection whose answer has ended for the next request, unless it was closed with it. */
export function keepConnection(guard: Guard, origin: string, connection: KeptConnection): void {
  if (!connection.isOpen || waiting >= maxIdle || !mayKeep(origin)) return connection.destroy()
  connection.answered++
  waiting++
  idleOf(guard, origin).push(connection)
}
