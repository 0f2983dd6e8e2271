import type { IncomingHttpHeaders } from 'node:http'

import { Agent, type Dispatcher } from 'undici'

import { formatLimit } from '#lib/platform/format/duration.ts'
import { formatBytes } from '#lib/platform/format/share.ts'
import { type Guard, outboundGuard, portOf } from '#lib/platform/net/guard.ts'
import { guardedConnector } from '#lib/platform/net/guarded-connector.ts'
import { NetworkError, type Progress, toNetworkError } from '#lib/platform/net/network-error.ts'
import { type Limit, Watchdog } from '#lib/platform/net/watchdog.ts'

/** Limits of one request in ms and bytes. */
export type HttpLimits = {
  /** until the socket (and TLS) is up */
  connectMs: number
  /** from sending the request to the first byte of the answer */
  firstByteMs: number
  /** between two pieces of the answer */
  idleMs: number
  /** for everything, waiting for a free socket included */
  totalMs: number
  /** largest body of an answer */
  maxBytes: number
}

const defaultLimits: HttpLimits = {
  connectMs: 5_000,
  firstByteMs: 10_000,
  idleMs: 10_000,
  totalMs: 30_000,
  maxBytes: 5_000_000,
}

export type HttpRequest = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string | URL
  headers?: Record<string, string>
  body?: string | Buffer
  limits?: Partial<HttpLimits>
  signal?: AbortSignal
  /** the process's guard when absent */
  guard?: Guard
  /** `performance.now()` when the request left and when the answer began, also if it fails later */
  onProgress?: (stage: 'sent' | 'first_byte', at: number) => void
}

export type HttpResponse = {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** `performance.now()` in ms */
  times: { sentAt: number; firstByteAt: number; endAt: number }
}

/** Sockets at most to one origin; a request beyond waits for a free one. */
const socketsPerOrigin = 2_048
const agents = new WeakMap<Guard, Map<number, Agent>>()

function agentOf(guard: Guard, connectMs: number): Agent {
  const byTimeout = agents.get(guard) ?? new Map<number, Agent>()
  agents.set(guard, byTimeout)
  const found = byTimeout.get(connectMs)
  if (found) return found
  const agent = new Agent({
    connections: socketsPerOrigin,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: guardedConnector(guard, connectMs),
  })
  byTimeout.set(connectMs, agent)
  return agent
}

class Call implements Dispatcher.DispatchHandler {
  readonly #peer: string
  readonly #limits: HttpLimits
  readonly #onProgress: HttpRequest['onProgress']
  readonly #onEnd: (result: HttpResponse | NetworkError) => void
  readonly #watchdog: Watchdog
  readonly #chunks: Buffer[] = []
  readonly #progress: Progress = { sent: false, responded: false }
  readonly #times = { sentAt: 0, firstByteAt: 0, endAt: 0 }
  #controller: Dispatcher.DispatchController | undefined
  #fault: NetworkError | undefined
  #hasEnded = false
  #status = 0
  #headers: IncomingHttpHeaders = {}
  #bytes = 0

  constructor(
    peer: string,
    limits: HttpLimits,
    onProgress: HttpRequest['onProgress'],
    onEnd: (result: HttpResponse | NetworkError) => void,
  ) {
    this.#peer = peer
    this.#limits = limits
    this.#onProgress = onProgress
    this.#onEnd = onEnd
    this.#watchdog = new Watchdog({ name: 'in all', ms: limits.totalMs }, this.#expire)
  }

  /** Ends the call with `fault` and frees its socket. */
  fail(fault: NetworkError): void {
    this.#fault = fault
    this.#end(fault)
    this.#controller?.abort(fault)
  }

  /** Ends the call because the caller lost interest. */
  readonly cancel = (): void => {
    this.fail(this.#abortFault('cancelled', 'cancelled'))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#fault) return controller.abort(this.#fault)
    this.#controller = controller
    this.#progress.sent = true
    this.#times.sentAt = performance.now()
    this.#onProgress?.('sent', this.#times.sentAt)
    this.#watchdog.phase({ name: 'to the first byte', ms: this.#limits.firstByteMs })
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return
    this.#progress.responded = true
    this.#times.firstByteAt = performance.now()
    this.#onProgress?.('first_byte', this.#times.firstByteAt)
    this.#status = status
    this.#headers = headers
    this.#watchdog.phase({ name: 'between two bytes', ms: this.#limits.idleMs })
    if (Number(headers['content-length']) > this.#limits.maxBytes) this.#tooLarge()
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#watchdog.touch()
    this.#bytes += chunk.length
    if (this.#bytes > this.#limits.maxBytes) return this.#tooLarge()
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.#times.endAt = performance.now()
    const [first] = this.#chunks
    const body =
      this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#bytes)
    this.#end({ status: this.#status, headers: this.#headers, body, times: this.#times })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end(this.#fault ?? toNetworkError(error, this.#peer, this.#progress))
  }

  #end(result: HttpResponse | NetworkError): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#watchdog.stop()
    this.#onEnd(result)
  }

  #abortFault(fault: 'timeout' | 'too_large' | 'cancelled', detail: string): NetworkError {
    return new NetworkError({
      fault,
      detail,
      peer: this.#peer,
      retryable: fault === 'timeout' && !this.#progress.responded,
      maybeExecuted: this.#progress.sent,
    })
  }

  #tooLarge(): void {
    const detail = `the answer is larger than ${formatBytes(this.#limits.maxBytes)}`
    this.fail(this.#abortFault('too_large', detail))
  }

  readonly #expire = (limit: Limit): void => {
    this.fail(
      this.#abortFault('timeout', `took longer than ${formatLimit(limit.ms)} ${limit.name}`),
    )
  }
}

/**
 * One HTTP/1.1 request through a bounded pool of kept-alive sockets. Resolves for every HTTP status; redirects are
 * not followed. Throws NetFault when the address is refused by the guard, or the exchange broke, took too long, was
 * too large or was cancelled.
 */
export async function request(input: HttpRequest): Promise<HttpResponse> {
  const guard = input.guard ?? outboundGuard()
  const url = guard.assertAllowedUrl(input.url)
  const limits = input.limits ? { ...defaultLimits, ...input.limits } : defaultLimits
  const agent = agentOf(guard, limits.connectMs)
  const { signal } = input
  const result = await new Promise<HttpResponse | NetworkError>((resolve) => {
    const peer = `${url.hostname}:${portOf(url)}`
    const call = new Call(peer, limits, input.onProgress, (ended) => {
      signal?.removeEventListener('abort', call.cancel)
      resolve(ended)
    })
    if (signal?.aborted) return call.cancel()
    signal?.addEventListener('abort', call.cancel)
    try {
      agent.dispatch(
        {
          origin: url.origin,
          path: url.pathname + url.search,
          method: input.method,
          headers: input.headers ?? null,
          body: input.body ?? null,
        },
        call,
      )
    } catch (error) {
      call.fail(dispatchFault(error, url))
    }
  })
  if (result instanceof NetworkError) throw result
  return result
}

function dispatchFault(error: unknown, url: URL): NetworkError {
  return new NetworkError({
    fault: 'configuration',
    detail: error instanceof Error ? error.message : 'the request could not be built',
    peer: url.host,
    retryable: false,
    cause: error,
  })
}
