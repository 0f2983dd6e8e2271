import type { IncomingHttpHeaders } from 'node:http'

import type { Dispatcher } from 'undici'

import { boundedCache } from '#lib/platform/bounded-cache.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { type Guard, outboundGuard, portOf } from '#lib/platform/net/guard.ts'
import {
  keepConnection,
  mayKeep,
  takeConnection,
  type KeptConnection,
} from '#lib/platform/net/kept-connections.ts'
import {
  brokenOff,
  type NetworkError,
  type Progress,
  toNetworkError,
} from '#lib/platform/net/network-error.ts'
import { type Limit, Watchdog } from '#lib/platform/net/watchdog.ts'
import { onceFor } from '#lib/platform/once-for.ts'

export type KeptRequest = {
  url: string
  method: Dispatcher.HttpMethod
  headers: Record<string, string>
  body: Buffer | null
  /** ms until the socket (and TLS) is up */
  connectMs: number
  /** ms for everything */
  totalMs: number
  signal: AbortSignal
  /** the process's guard when absent */
  guard?: Guard
  onConnected: (at: number) => void
  /** the whole request has left this process */
  onSent: () => void
  /** the server had closed a kept connection: the request goes out once more */
  onRepeat: () => void
}

export type CallResponse = { statusCode: number; headers: IncomingHttpHeaders }

/** Headers that say how a connection is used: who sets one gets a connection of their own. */
const connectionHeaders =
  /^(connection|keep-alive|proxy-connection|transfer-encoding|upgrade|expect|te|trailer)$/i

/** Whether a request may go over a connection that is kept for the next one. */
export const canBeKept = (headers: Record<string, string>): boolean =>
  !Object.keys(headers).some((name) => connectionHeaders.test(name))

/** What is read of an address: mostly the same one again. */
type Place = { peer: string; origin: string; path: string }
const places = onceFor((guard: Guard) => {
  const known = boundedCache<Place>(200)
  return (address: string): Place => {
    const found = known.get(address)
    if (found) return found
    const url = guard.assertAllowedUrl(address)
    const { hostname, origin, pathname, search } = url
    return known.set(address, {
      ...{ peer: `${hostname}:${portOf(url)}`, origin },
      path: pathname + search,
    })
  }
})

/** The connection ended before the answer did, in undici's words; `cutOff` is the same in Node's. */
const isCutOff = (error: Error): boolean =>
  error.name === 'SocketError' ||
  error.name === 'ResponseContentLengthMismatchError' ||
  (error.name === 'HTTPParserError' && 'data' in error && error.data === '')
const cutOff = Object.assign(new Error('closed before its end'), { code: 'ECONNRESET' })

/** Bytes of an answer held before the connection is paused. */
const highWater = 1_000_000

/** ms within which a server that had closed a connection before our request is known to answer so. */
const staleMs = 50

/**
 * A request with its whole body, over a connection that is kept. A connection that the server closes at once, without a byte
 * of an answer, was closed before the request came: it is then sent once more, on a connection of its own.
 */
export class KeptCall implements Dispatcher.DispatchHandler {
  readonly #input: KeptRequest
  readonly #guard: Guard
  readonly #place: Place
  readonly #peer: string
  readonly #watchdog: Watchdog
  readonly #progress: Progress = { sent: false, responded: false }
  readonly #response = Promise.withResolvers<CallResponse>()
  #connection: KeptConnection | null = null
  #controller: Dispatcher.DispatchController | null = null
  #sentAt = 0
  #readBefore = 0
  #isRepeated = false
  #isFramed = true
  #chunks: Buffer[] = []
  #bytes = 0
  #isPaused = false
  #hasEnded = false
  #fault: NetworkError | null = null
  #wake: (() => void) | null = null

  constructor(input: KeptRequest) {
    this.#input = input
    this.#guard = input.guard ?? outboundGuard()
    this.#place = places(this.#guard)(input.url)
    this.#peer = this.#place.peer
    // A failure that nobody waits for yet must not end the process.
    this.#response.promise.catch(() => undefined)
    this.#watchdog = new Watchdog({ name: 'in all', ms: input.totalMs }, this.#expire)
    if (input.signal.aborted) this.cancel()
    else {
      input.signal.addEventListener('abort', this.cancel)
      this.#start(false)
    }
  }

  #start(fresh: boolean): void {
    const { method, headers, body, connectMs } = this.#input
    this.#watchdog.phase({ name: 'to connect', ms: connectMs })
    const { origin, path } = this.#place
    // A server that speaks out of turn has a connection for each request.
    const connection = takeConnection(this.#guard, origin, fresh || !mayKeep(origin))
    this.#connection = connection
    try {
      connection.client.dispatch({ path, method, headers, body }, this)
    } catch (error) {
      this.fail(toNetworkError(error, this.#peer, this.#progress))
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#hasEnded) return controller.abort(this.#fault ?? this.#closedFault())
    this.#controller = controller
    this.#progress.sent = true
    this.#sentAt = performance.now()
    const socket = this.#connection?.socket
    this.#readBefore = socket?.bytesRead ?? 0
    this.#watchdog.phase(null)
    this.#input.onConnected(this.#sentAt)
    // It is written when this returns; what the kernel does not take at once leaves later.
    queueMicrotask(() => {
      const sent = () => {
        if (this.#controller === controller && !this.#fault) this.#input.onSent()
      }
      if (!socket || socket.writableLength === 0) sent()
      else socket.write('', (error) => (error ? undefined : sent()))
    })
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (statusCode < 200) return
    this.#progress.responded = true
    this.#isFramed =
      headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
    this.#response.resolve({ statusCode, headers })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#watchdog.touch()
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (this.#bytes > highWater) {
      controller.pause()
      this.#isPaused = true
    }
    this.#wake?.()
  }

  onResponseEnd(): void {
    const connection = this.#connection
    const broken = connection?.socket?.errored
    // Only the end of the connection says that such a body is whole, and it did not end well.
    if (!this.#isFramed && broken) return this.#end(this.#faultOf(broken))
    this.#connection = null
    this.#end(null)
    // Whether the connection ends with the answer is known when the parser returns.
    if (connection)
      queueMicrotask(() => keepConnection(this.#guard, this.#place.origin, connection))
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#hasEnded) return
    const fault = this.#fault ?? this.#faultOf(error)
    if (this.#isStale(fault)) {
      this.#isRepeated = true
      this.#controller = null
      this.#progress.sent = false
      this.#connection?.destroy()
      this.#input.onRepeat()
      return this.#start(true)
    }
    this.#end(fault)
  }

  readonly #faultOf = (error: Error): NetworkError =>
    toNetworkError(isCutOff(error) ? cutOff : error, this.#peer, this.#progress)

  #isStale(fault: NetworkError): boolean {
    const connection = this.#connection
    return (
      !this.#isRepeated &&
      !this.#fault &&
      !this.#progress.responded &&
      fault.fault === 'reset' &&
      connection !== null &&
      connection.answered > 0 &&
      connection.socket?.bytesRead === this.#readBefore &&
      performance.now() - this.#sentAt < staleMs + 2 * connection.connectMs
    )
  }

  #end(fault: NetworkError | null): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#fault ??= fault
    if (this.#fault) this.#response.reject(this.#fault)
    this.#wake?.()
  }

  /** The answer's head, as soon as it is there. Rejects with NetFault. */
  get response(): Promise<CallResponse> {
    return this.#response.promise
  }

  /** Whether an answer has begun. */
  get responded(): boolean {
    return this.#progress.responded
  }

  /** All of the body, when it has come whole and nobody has begun to read it; null otherwise. */
  takeWhole(): Buffer | null {
    if (!this.#hasEnded || this.#fault || this.#isPaused) return null
    const [first] = this.#chunks
    const whole = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks)
    this.#chunks = []
    this.#bytes = 0
    return whole
  }

  /** Pieces of the answer's body. Throws NetFault when it breaks off, after all that came before. */
  async *body(): AsyncGenerator<Buffer, undefined> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk) {
        this.#bytes -= chunk.length
        yield chunk
      } else if (this.#hasEnded) {
        if (this.#fault) throw this.#fault
        return
      } else {
        if (this.#isPaused) this.#controller?.resume()
        this.#isPaused = false
        await new Promise<void>((resolve) => (this.#wake = resolve))
        this.#wake = null
      }
    }
  }

  /** Starts a phase with its own limit, counted from the last sign of life. */
  phase(limit: Limit | null): void {
    this.#watchdog.phase(limit)
  }

  /** Breaks the call off with `fault`; the answer under way rejects with it. */
  fail(fault: NetworkError): void {
    if (this.#hasEnded) return
    this.#fault ??= fault
    this.#release()
    this.#end(this.#fault)
  }

  /** Breaks the call off because the caller lost interest. */
  readonly cancel = (): void => this.fail(this.#abortFault('cancelled', 'cancelled'))

  /** To be called once, however the call ended: a connection whose answer was not read to its end is closed. */
  close(): void {
    this.#watchdog.stop()
    this.#input.signal.removeEventListener('abort', this.cancel)
    if (!this.#hasEnded) this.fail(this.#closedFault())
    this.#release()
    this.#chunks = []
  }

  #release(): void {
    this.#connection?.destroy()
    this.#connection = null
  }

  #closedFault(): NetworkError {
    return this.#abortFault('cancelled', 'closed')
  }

  #abortFault(fault: 'timeout' | 'cancelled', detail: string): NetworkError {
    return brokenOff(fault, detail, this.#peer, this.#progress)
  }

  readonly #expire = (limit: Limit): void =>
    this.fail(
      this.#abortFault('timeout', `took longer than ${formatLimit(limit.ms)} ${limit.name}`),
    )
}
