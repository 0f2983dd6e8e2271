import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

import type { LexConfig } from '#lib/engines/connectors/lex-v2/settings.ts'
import type { SpokenBody } from '#lib/engines/connectors/lex-v2/spoken-body.ts'
import { excerpt, tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import { DuplexCall } from '#lib/platform/net/duplex.ts'
import type { Guard } from '#lib/platform/net/guard.ts'
import { NetworkError, statusFault, toNetworkError } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

const maxReplyBytes = 5_000_000
/** Lex answers in headers, among them the session's attributes; Node's own limit is 16 KiB. */
const maxHeaderBytes = 131_072

/** The part of the SDK's request that goes on the wire. */
export type SdkRequest = {
  method: string
  protocol: string
  hostname: string
  port?: number
  path: string
  headers: Record<string, string>
  body?: unknown
}

type TransportOptions = TurnScope & {
  config: LexConfig
  guard: Guard
  /** `host:port` */
  peer: string
  /** ms for this try */
  remainingMs: number
  /** of a voice turn */
  spoken: SpokenBody | null
  mask: (text: string) => string
  onRequest: (request: SdkRequest) => void
  onResponse: (response: IncomingMessage) => void
}

const seconds = (value: number) => value * 1_000

/**
 * The SDK's way out: it signs a request and reads the answer, this sends it. In place of the SDK's own handler, so
 * that the address guard, the deadlines and the events of a turn hold, and because Lex is spoken to over HTTP/1.1:
 * the SDK's default is HTTP/2, which a proxy or a gateway in between need not know.
 */
export class LexTransport {
  readonly #options: TransportOptions
  /** `performance.now()` when the first byte of the answer's body came */
  bodyAt: number | null = null

  constructor(options: TransportOptions) {
    this.#options = options
  }

  /** Sends one request of the SDK. Throws NetFault. */
  readonly handle = async (request: SdkRequest) => {
    const { config, guard, signal, emit, spoken, onRequest, onResponse } = this.#options
    onRequest(request)
    const port = request.port === undefined ? '' : `:${request.port}`
    const connected = Promise.withResolvers<void>()
    const call = new DuplexCall({
      url: `${request.protocol}//${request.hostname}${port}${request.path}`,
      ...{ method: request.method, headers: request.headers, guard, signal },
      connectMs: seconds(config.connect_timeout_s),
      totalMs: Math.max(1, this.#options.remainingMs),
      maxHeaderBytes,
      onConnected: (at) => {
        emit({ at, type: 'connected' })
        connected.resolve()
      },
    })
    const sending = this.#send(call, request.body, connected.promise).catch((error: unknown) => {
      // An answer that has begun tells more than a write that failed because of it.
      if (!call.responded)
        call.fail(toNetworkError(error, this.#options.peer, { sent: true, responded: false }))
    })
    try {
      const response = await call.response
      emit({ at: performance.now(), type: 'first_byte' })
      onResponse(response)
      call.phase({
        name: 'between two pieces of the answer',
        ms: seconds(config.idle_timeout_s),
      })
      const body = await this.#collect(call)
      assertReadable(response, body, this.#options)
      return { response: { ...headOf(response), body: Readable.from([body]) } }
    } finally {
      spoken?.stop()
      connected.resolve()
      call.close()
      await sending
    }
  }

  async #send(call: DuplexCall, body: unknown, connected: Promise<void>): Promise<void> {
    const { config, emit, spoken } = this.#options
    if (spoken) {
      call.flushHead()
      await connected
      await this.#sendSpoken(call, spoken)
      call.end()
    } else {
      const bytes = bytesOf(body)
      await call.write(bytes)
      call.end()
      emit({ at: performance.now(), type: 'sent', bytes: bytes.length, first: true, last: true })
    }
    if (!call.responded)
      call.phase({
        name: 'from the end of the input to the first byte',
        ms: seconds(config.timeout_s),
      })
  }

  async #sendSpoken(call: DuplexCall, spoken: SpokenBody): Promise<void> {
    // The longest silence between two writes of a speaker in good health is short against any idle timeout.
    call.phase({ name: 'while sending audio', ms: seconds(this.#options.config.idle_timeout_s) })
    const speaking = spoken.speak()
    for await (const chunk of spoken.stream as AsyncIterable<Buffer>) {
      await call.write(chunk)
      call.touch()
      spoken.left()
    }
    await speaking
  }

  async #collect(call: DuplexCall): Promise<Buffer> {
    const pieces: Buffer[] = []
    let bytes = 0
    for await (const piece of call.body()) {
      this.bodyAt ??= performance.now()
      pieces.push(piece)
      bytes += piece.length
      if (bytes > maxReplyBytes) throw tooLarge(this.#options.peer, maxReplyBytes)
    }
    return Buffer.concat(pieces, bytes)
  }
}

/** A body as bytes, without a call of its methods: those of the SDK's own kind of array warn. */
function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return Buffer.from(typeof body === 'string' ? body : '')
}

function headOf(response: IncomingMessage) {
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
  return {
    statusCode: response.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
  }
}

/**
 * A gateway in between refuses with a page, of which the SDK would only say that it is no JSON. Throws NetFault for an
 * answer that is neither a success nor JSON.
 */
export function assertReadable(
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  body: Buffer,
  { peer, mask }: { peer: string; mask: (text: string) => string },
): void {
  if (statusCode >= 200 && statusCode < 300) return
  try {
    JSON.parse(body.toString())
  } catch {
    const wait = parseRetryAfter(headers['retry-after'], Date.now())
    throw statusFault(peer, statusCode, mask(excerpt(body)), wait)
  }
}

/** The fault of ours in what the SDK threw, which may have wrapped it. */
export function ownFault(error: unknown): NetworkError | null {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof NetworkError) return one
  return null
}
