import type { IncomingMessage } from 'node:http'

import { WebSocket } from 'ws'

import { excerpt, protocolFault, tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import { type Frame, type Framing, readFrame } from '#lib/engines/connectors/websocket/framing.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { type Guard, portOf } from '#lib/platform/net/guard.ts'
import {
  NetworkError,
  type Progress,
  statusFault,
  toNetworkError,
} from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** Largest single message that is taken. */
const maxFrameBytes = 4_000_000

/** Who hears what comes. After `lost` nothing follows. */
export type Listener = { frame(frame: Frame): void; lost(fault: NetworkError): void }

export type SocketOptions = {
  url: string
  subprotocols: string[]
  headers: Record<string, string>
  /** how messages travel; `json` when absent */
  framing?: Framing
  guard: Guard
  connectMs: number
  signal: AbortSignal
}

/** Codes of RFC 6455 and the IANA registry that say more than that the connection is gone. */
function closeFault(code: number, reason: string, peer: string, responded: boolean): NetworkError {
  const said = reason === '' ? '' : `: ${excerpt(reason)}`
  const detail = `the connection was closed (${code}${said})`
  const facts = { detail, peer, maybeExecuted: true }
  if (code === 3000 || code === 3003)
    return new NetworkError({ ...facts, fault: 'authentication', retryable: false })
  // Repeating what was against the rules does not help.
  if (code === 1008) return new NetworkError({ ...facts, fault: 'client_error', retryable: false })
  if (code === 1009) return new NetworkError({ ...facts, fault: 'too_large', retryable: false })
  if (code === 1002 || code === 1003 || code === 1007)
    return new NetworkError({ ...facts, fault: 'protocol', retryable: false })
  const fault = code >= 1011 && code <= 1014 ? 'server_error' : 'reset'
  return new NetworkError({ ...facts, fault, retryable: !responded })
}

function errorFault(error: Error, peer: string, progress: Progress): NetworkError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return tooLarge(peer, maxFrameBytes)
  if (code.startsWith('WS_ERR_'))
    return protocolFault(peer, `not the WebSocket protocol: ${error.message}`)
  if (/handshake has timed out/.test(error.message))
    return new NetworkError({
      fault: 'timeout',
      detail: 'no WebSocket in time',
      peer,
      retryable: true,
    })
  if (/Sec-WebSocket|Invalid Upgrade|subprotocol/i.test(error.message))
    return protocolFault(peer, `the WebSocket was not accepted: ${error.message}`)
  return toNetworkError(error, peer, progress)
}

async function refusal(response: IncomingMessage, peer: string): Promise<NetworkError> {
  let text = ''
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8')
      if (text.length > 2_000) break
    }
  } catch {
    // The status says what matters.
  }
  const wait = parseRetryAfter(response.headers['retry-after'], Date.now())
  return statusFault(peer, response.statusCode ?? 0, excerpt(text), wait)
}

/** A WebSocket whose faults are classified and whose messages are JSON or bytes. */
export class FrameSocket {
  readonly peer: string
  readonly #socket: WebSocket
  readonly #opened = Promise.withResolvers<number>()
  readonly #progress: Progress = { sent: false, responded: false }
  #listener: Listener | null = null
  #waiting: Frame[] = []
  #fault: NetworkError | null = null
  #closedNormally = false

  /** Throws NetFault `configuration` for an address that may not be reached. */
  constructor(options: SocketOptions) {
    const url = options.guard.assertAllowedUrl(options.url)
    this.peer = `${url.hostname}:${portOf(url)}`
    this.#socket = new WebSocket(url, options.subprotocols, {
      headers: options.headers,
      handshakeTimeout: options.connectMs,
      maxPayload: maxFrameBytes,
      perMessageDeflate: false,
      followRedirects: false,
      lookup: options.guard.guardedLookup(portOf(url)),
    })
    const cancel = () =>
      this.#lose(
        new NetworkError({
          fault: 'cancelled',
          detail: 'cancelled',
          peer: this.peer,
          retryable: false,
        }),
      )
    // A failure that nobody waits for yet must not end the process.
    this.#opened.promise.catch(() => undefined)
    options.signal.addEventListener('abort', cancel)
    const freed = () => options.signal.removeEventListener('abort', cancel)
    this.#opened.promise.then(freed, freed)
    this.#listen(options)
    if (options.signal.aborted) cancel()
  }

  #listen(options: SocketOptions): void {
    const socket = this.#socket
    socket.on('open', () => {
      this.#progress.sent = true
      this.#opened.resolve(performance.now())
    })
    socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      void refusal(response, this.peer).then((fault) => this.#lose(fault))
    })
    socket.on('error', (error) => this.#lose(errorFault(error, this.peer, this.#progress)))
    socket.on('close', (code, reason) => {
      this.#closedNormally = code === 1000
      this.#lose(closeFault(code, reason.toString('utf8'), this.peer, this.#progress.responded))
    })
    socket.on('message', (data, isBinary) => {
      const bytes = Array.isArray(data)
        ? Buffer.concat(data)
        : Buffer.isBuffer(data)
          ? data
          : Buffer.from(data)
      try {
        const frame = readFrame(bytes, isBinary, options.framing ?? 'json', this.peer)
        if (frame === null) return
        if (this.#listener) this.#listener.frame(frame)
        else this.#waiting.push(frame)
      } catch (error) {
        this.#lose(
          error instanceof NetworkError ? error : protocolFault(this.peer, errorMessage(error)),
        )
      }
    })
  }

  /** Resolves with `performance.now()` when messages may be sent. Rejects with NetFault. */
  get opened(): Promise<number> {
    return this.#opened.promise
  }

  /** Why the connection is gone; null while it is there. */
  get fault(): NetworkError | null {
    return this.#fault
  }

  /** Whether the peer ended the connection in good order (RFC 6455, code 1000). */
  get closedNormally(): boolean {
    return this.#closedNormally
  }

  /** Says who hears what comes from now on, and what came before anybody did. */
  listen(listener: Listener): void {
    this.#listener = listener
    for (const frame of this.#waiting.splice(0)) listener.frame(frame)
    if (this.#fault) listener.lost(this.#fault)
  }

  /** An answer has begun: what breaks from now on must not be repeated. */
  responded(yes: boolean): void {
    this.#progress.responded = yes
  }

  /** Sends a message; resolves when it has left this process. Rejects with NetFault. */
  send(data: string | Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#fault) return reject(this.#fault)
      const binary = typeof data !== 'string'
      // Of bytes that are not its own, ws masks a copy beside the head: one piece to write, of a text there are two.
      this.#socket.send(binary ? data : Buffer.from(data), { binary }, (error) => {
        if (error) reject(this.#fault ?? errorFault(error, this.peer, this.#progress))
        else resolve()
      })
    })
  }

  /** Hangs up; whoever listens is told no more. */
  close(): void {
    this.#listener = null
    this.#fault ??= new NetworkError({
      fault: 'cancelled',
      detail: 'closed',
      peer: this.peer,
      retryable: false,
    })
    this.#opened.reject(this.#fault)
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close(1000)
    // A peer that does not answer the closing frame would hold the socket for half a minute.
    const timer = setTimeout(() => this.#socket.terminate(), 1_000)
    timer.unref()
    this.#socket.once('close', () => clearTimeout(timer))
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#socket.terminate()
  }

  #lose(fault: NetworkError): void {
    if (this.#fault) return
    this.#fault = fault
    this.#opened.reject(fault)
    this.#socket.terminate()
    this.#listener?.lost(fault)
  }
}
