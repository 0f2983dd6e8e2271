import { countedCall } from '#lib/engines/vendors/counted-call.ts'
import { ExchangeLog } from '#lib/engines/vendors/exchange-log.ts'
import { connectGuarded } from '#lib/engines/vendors/guarded-socket.ts'
import type { Exchange, Io } from '#lib/engines/vendors/types.ts'
import { type Guard, outboundGuard } from '#lib/platform/net/guard.ts'
import { request, type HttpRequest, type HttpResponse } from '#lib/platform/net/http.ts'
import { NetworkError, statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** bytes of an answer */
const answerLimit = 5_000_000
/** ms, as the clients of the replaced system waited */
const defaultTimeoutMs = 10_000

export type IoOptions = {
  /** of the integration, for metrics */
  kind: string
  /** whose breaker: one tenant's bad address stops nobody else */
  connectionId: string
  signal: AbortSignal
  /** every text in which one of these occurs is masked before it is kept */
  secrets: readonly string[]
  /** the process's guard when absent */
  guard?: Guard
  /** ms for a whole call, 10 s when absent */
  timeoutMs?: number
}

export type RecordedIo = Io & {
  exchanges(): Exchange[]
  /** the last wait a provider asked for by Retry-After, ms */
  retryAfterMs(): number | null
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function methodOf(name: string): HttpRequest['method'] {
  const method = methods.find((known) => known === name.toUpperCase())
  if (!method) throw new TypeError(`fetch: ${name} is not supported`)
  return method
}

const bodyless = new Set([204, 205, 304])

function toResponse({ body, status, headers }: HttpResponse): Response {
  const kept = new Headers()
  for (const [name, value] of Object.entries(headers))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) kept.append(name, one)
  const content = bodyless.has(status) ? null : new Uint8Array(body)
  return new Response(content, { status, headers: kept })
}

class GuardedIo implements RecordedIo {
  readonly signal: AbortSignal
  readonly #options: IoOptions
  readonly #guard: Guard
  readonly #log: ExchangeLog
  #retryAfterMs: number | null = null

  constructor(options: IoOptions) {
    this.signal = options.signal
    this.#options = options
    this.#guard = options.guard ?? outboundGuard()
    this.#log = new ExchangeLog(options.secrets)
  }

  fetch(operation: string): typeof globalThis.fetch {
    return async (input, init) => this.#call(operation, new Request(input, init))
  }

  connect: Io['connect'] = (operation, address) =>
    countedCall(this.#names(operation, `${address.host}:${address.port}`), async () => ({
      value: await connectGuarded(this.#guard, address, this.signal),
      fault: null,
      codeClass: 'connected',
    }))

  note({ durationMs, ...entry }: Omit<Exchange, 'atMs'>): void {
    this.#log.keep(entry, performance.now() - durationMs)
  }

  exchanges(): Exchange[] {
    return this.#log.entries
  }

  retryAfterMs(): number | null {
    return this.#retryAfterMs
  }

  #names(operation: string, peer: string) {
    const { kind, connectionId } = this.#options
    return { kind, connectionId, operation, peer }
  }

  async #call(operation: string, input: Request): Promise<Response> {
    const url = this.#guard.assertAllowedUrl(input.url)
    const body = Buffer.from(await input.arrayBuffer())
    const begun = performance.now()
    const facts = {
      operation,
      request: `${input.method} ${input.url}`,
      ...(body.length > 0 && { sent: body.toString('utf8') }),
    }
    return countedCall(this.#names(operation, url.host), async () => {
      try {
        const answer = await this.#request(input, url, body)
        const { status } = answer
        this.#log.keep({ ...facts, status, received: answer.body.toString('utf8') }, begun)
        const wait = parseRetryAfter(answer.headers['retry-after'], Date.now())
        if (wait !== null) this.#retryAfterMs = wait
        const ok = status >= 200 && status < 300
        return {
          value: toResponse(answer),
          fault: ok ? null : statusFault(url.host, status, '', wait),
          codeClass: `${Math.floor(status / 100)}xx`,
        }
      } catch (error) {
        const said = error instanceof NetworkError ? error.detail : String(error)
        this.#log.keep({ ...facts, status: null, error: said }, begun)
        throw error
      }
    })
  }

  #request(input: Request, url: URL, body: Buffer): Promise<HttpResponse> {
    return request({
      method: methodOf(input.method),
      url,
      headers: { 'user-agent': 'Earshot', ...Object.fromEntries(input.headers) },
      ...(body.length > 0 && { body }),
      guard: this.#guard,
      signal: AbortSignal.any([this.signal, input.signal]),
      limits: { totalMs: this.#options.timeoutMs ?? defaultTimeoutMs, maxBytes: answerLimit },
    })
  }
}

/**
 * The way out of one connection: everything passes the SSRF guard, the connection's breaker and the metrics, and is
 * kept for the delivery log. No retries here: the outbox repeats.
 */
export function createIo(options: IoOptions): RecordedIo {
  return new GuardedIo(options)
}
