import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

import { formatLimit } from '#lib/platform/format/duration.ts'
import { ChunkQueue } from '#lib/platform/net/chunk-queue.ts'
import { type Guard, outboundGuard, portOf } from '#lib/platform/net/guard.ts'
import { holdWriteErrors } from '#lib/platform/net/hold-write-errors.ts'
import {
  brokenOff,
  type NetworkError,
  type Progress,
  toNetworkError,
} from '#lib/platform/net/network-error.ts'
import { type Limit, Watchdog } from '#lib/platform/net/watchdog.ts'

export type DuplexRequest = {
  url: string | URL
  /** POST when absent */
  method?: string
  headers: Record<string, string>
  /** ms until the socket (and TLS) is up */
  connectMs: number
  /** ms for everything */
  totalMs: number
  /** largest head of an answer; Node's own limit of 16 KiB when absent */
  maxHeaderBytes?: number
  signal: AbortSignal
  /** the process's guard when absent */
  guard?: Guard
  onConnected?: (at: number) => void
}

/** `chunk` as a piece of a body that goes in chunks (RFC 9112, section 7.1). */
export function chunkOf(chunk: Buffer): Buffer {
  const head = Buffer.from(`${chunk.length.toString(16)}\r\n`, 'latin1')
  return Buffer.concat([head, chunk, Buffer.from('\r\n', 'latin1')])
}

/**
 * A request, mostly a chunked POST, whose answer is read while its body is still being written. On a connection of its own: a call is
 * long, and a connection kept from the call before may be closed under it. Node's client rather than undici's,
 * because it tells when each chunk has left and lets the body stay open until the answer has ended.
 */
export class DuplexCall {
  readonly #request: ClientRequest
  readonly #peer: string
  readonly #signal: AbortSignal
  readonly #watchdog: Watchdog
  readonly #progress: Progress = { sent: false, responded: false }
  readonly #response = Promise.withResolvers<IncomingMessage>()
  #body: ChunkQueue | null = null
  #rejectWrite: ((fault: NetworkError) => void) | null = null
  #fault: NetworkError | null = null
  #closed = false
  /** framed pieces whose write has not been confirmed, and who waits for the last of them */
  #unwritten = 0
  #resolveWrite: (() => void) | null = null
  /** head and first piece of the body have left: what follows may go to the socket itself */
  #up = false

  constructor(input: DuplexRequest) {
    const guard = input.guard ?? outboundGuard()
    const url = guard.assertAllowedUrl(input.url)
    this.#peer = `${url.hostname}:${portOf(url)}`
    this.#signal = input.signal
    // A failure that nobody waits for yet must not end the process.
    this.#response.promise.catch(() => undefined)
    this.#watchdog = new Watchdog({ name: 'in all', ms: input.totalMs }, this.#expire)
    this.#watchdog.phase({ name: 'to connect', ms: input.connectMs })
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest
    this.#request = start(url, {
      method: input.method ?? 'POST',
      headers: input.headers,
      ...(input.maxHeaderBytes !== undefined && { maxHeaderSize: input.maxHeaderBytes }),
      agent: false,
      lookup: guard.guardedLookup(portOf(url)),
    })
    this.#listen(url.protocol === 'https:' ? 'secureConnect' : 'connect', input.onConnected)
    if (input.signal.aborted) this.cancel()
    else input.signal.addEventListener('abort', this.cancel)
  }

  #listen(connectEvent: string, onConnected: DuplexRequest['onConnected']): void {
    this.#request.on('socket', (socket) => {
      holdWriteErrors(socket)
      socket.once(connectEvent, () => {
        this.#progress.sent = true
        this.#watchdog.phase(null)
        onConnected?.(performance.now())
      })
    })
    this.#request.on('response', (response) => {
      this.#progress.responded = true
      this.#body = new ChunkQueue(response, () => this.#watchdog.touch())
      this.#response.resolve(response)
    })
    this.#request.on('error', (error) =>
      this.fail(toNetworkError(error, this.#peer, this.#progress)),
    )
  }

  /** The answer's head, as soon as it is there. Rejects with NetFault. */
  get response(): Promise<IncomingMessage> {
    return this.#response.promise
  }

  /** Whether an answer has begun. */
  get responded(): boolean {
    return this.#progress.responded
  }

  /** Writes a piece of the body; resolves when it has left this process. Rejects with NetFault. */
  write(chunk: Buffer): Promise<void> {
    return this.#leave((done) => this.#request.write(chunk, done))
  }

  #leave(write: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#fault || this.#closed) return reject(this.#fault ?? this.#closedFault())
      this.#rejectWrite = reject
      write((error) => {
        this.#rejectWrite = null
        if (error) return reject(toNetworkError(error, this.#peer, this.#progress))
        this.#up = true
        resolve()
      })
    })
  }

  /**
   * The same for a piece as `chunkOf` frames it, in one write to the socket: Node's client makes three pieces of it. Nothing
   * to wait for, and no promise, when the kernel has taken it at once. To be called when what was written before has left.
   */
  writeFramed(framed: Buffer): Promise<void> | undefined {
    const { socket, chunkedEncoding, writableEnded } = this.#request
    if (!this.#up || !socket || !chunkedEncoding || writableEnded || this.#fault || this.#closed)
      return this.write(framed.subarray(framed.indexOf('\n') + 1, -2))
    this.#unwritten += 1
    socket.write(framed, this.#onWritten)
    if (socket.writableLength === 0) return undefined
    const left = Promise.withResolvers<void>()
    this.#rejectWrite = left.reject
    this.#resolveWrite = left.resolve
    return left.promise
  }

  readonly #onWritten = (error?: Error | null): void => {
    this.#unwritten -= 1
    if (this.#unwritten > 0) return
    if (error) this.#rejectWrite?.(toNetworkError(error, this.#peer, this.#progress))
    this.#resolveWrite?.()
    this.#rejectWrite = null
    this.#resolveWrite = null
  }

  /** Sends the head of the request before there is any body. */
  flushHead(): void {
    this.#request.flushHeaders()
  }

  /** Ends the body. */
  end(): void {
    if (!this.#request.writableEnded) this.#request.end()
  }

  /** Pieces of the answer's body. Throws NetFault when it breaks off, after all that came before. */
  async *body(): AsyncGenerator<Buffer, undefined> {
    try {
      if (this.#body) yield* this.#body
    } catch (error) {
      if (this.#fault) throw this.#fault
      throw this.#closed ? this.#closedFault() : toNetworkError(error, this.#peer, this.#progress)
    }
  }

  /** Starts a phase with its own limit, counted from the last sign of life. */
  phase(limit: Limit | null): void {
    this.#watchdog.phase(limit)
  }

  /** Something moved. */
  touch(): void {
    this.#watchdog.touch()
  }

  /** Breaks the call off with `fault`; a write and the answer under way reject with it. */
  fail(fault: NetworkError): void {
    this.#fault ??= fault
    this.#rejectWrite?.(this.#fault)
    this.#rejectWrite = null
    this.#response.reject(this.#fault)
    this.#request.destroy(this.#fault)
  }

  /** Breaks the call off because the caller lost interest. */
  readonly cancel = (): void => this.fail(this.#abortFault('cancelled', 'cancelled'))

  /** Frees the socket; to be called once, however the call ended. */
  close(): void {
    this.#watchdog.stop()
    this.#signal.removeEventListener('abort', this.cancel)
    this.#closed = true
    // Node forgets the callback of a write whose socket broke.
    this.#rejectWrite?.(this.#fault ?? this.#closedFault())
    this.#request.destroy()
  }

  /** Made when somebody asks: most calls end without one, and an error costs its trace. */
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
