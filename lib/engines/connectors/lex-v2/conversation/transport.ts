import { once } from 'node:events'
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'

import { boundedEvents } from '#lib/engines/connectors/lex-v2/conversation/bounded-events.ts'
import { assertReadable, type SdkRequest } from '#lib/engines/connectors/lex-v2/transport.ts'
import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { ChunkQueue } from '#lib/platform/net/chunk-queue.ts'
import { type Guard, portOf } from '#lib/platform/net/guard.ts'
import { holdWriteErrors } from '#lib/platform/net/hold-write-errors.ts'
import { NetworkError, type Progress, toNetworkError } from '#lib/platform/net/network-error.ts'

/** A refusal longer than this is not read to its end. */
const maxRefusalBytes = 100_000

type ConversationTransportOptions = {
  guard: Guard
  /** `host:port` */
  peer: string
  connectMs: number
  mask: (text: string) => string
  onRequest: (request: SdkRequest) => void
  onResponse: (status: number, headers: Record<string, string>) => void
  onConnected: (at: number) => void
  /** an event has left this process */
  onWritten: () => void
}

type Head = { status: number; headers: Record<string, string> }

/**
 * The way of one conversation: a request over HTTP/2 whose body and answer are streams of events at the same time. In
 * place of the SDK's own handler, so that the address guard, the deadline to connect and the events of a turn hold.
 */
export class ConversationTransport {
  readonly #options: ConversationTransportOptions
  readonly #progress: Progress = { sent: false, responded: false }
  #session: ClientHttp2Session | null = null

  constructor(options: ConversationTransportOptions) {
    this.#options = options
  }

  /** A fault of the connection as it stands. */
  faultOf(error: unknown): NetworkError {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ERR_HTTP2_ERROR' && !this.#progress.responded)
      return protocolFault(this.#options.peer, 'the address does not speak HTTP/2')
    return toNetworkError(error, this.#options.peer, this.#progress)
  }

  /** Frees the connection, whatever is under way on it. */
  close(): void {
    this.#session?.destroy()
  }

  /** Sends the request of the SDK; its body goes on being sent after the answer has begun. Throws NetFault. */
  readonly handle = async (request: SdkRequest) => {
    const { onRequest, peer } = this.#options
    onRequest(request)
    const broken = Promise.withResolvers<never>()
    broken.promise.catch(() => undefined)
    try {
      const stream = await this.#open(request, broken.reject)
      this.#send(stream, request.body).catch(broken.reject)
      const head = await Promise.race([headOf(stream, peer), broken.promise])
      this.#progress.responded = true
      this.#options.onResponse(head.status, head.headers)
      const body =
        head.status === 200
          ? Readable.from(boundedEvents(new ChunkQueue(stream, () => undefined), peer))
          : Readable.from([await this.#refusal(stream, head)])
      return { response: { statusCode: head.status, headers: head.headers, body } }
    } catch (error) {
      this.close()
      throw this.faultOf(error)
    }
  }

  async #open(request: SdkRequest, onBroken: (error: Error) => void): Promise<ClientHttp2Stream> {
    const { guard, connectMs, peer, onConnected } = this.#options
    const port = request.port === undefined ? '' : `:${request.port}`
    const url = guard.assertAllowedUrl(`${request.protocol}//${request.hostname}${port}`)
    const session = connect(url, { lookup: guard.guardedLookup(portOf(url)) })
    this.#session = session
    session.on('error', onBroken)
    const late = new NetworkError({
      ...{ fault: 'timeout', detail: `took longer than ${formatLimit(connectMs)} to connect` },
      ...{ peer, retryable: true },
    })
    const timer = setTimeout(() => session.destroy(late), connectMs)
    try {
      const [, socket] = (await once(session, 'connect')) as [unknown, Socket]
      holdWriteErrors(socket)
    } finally {
      clearTimeout(timer)
    }
    this.#progress.sent = true
    onConnected(performance.now())
    const { host, ...headers } = request.headers
    const stream = session.request({
      ...headers,
      [constants.HTTP2_HEADER_METHOD]: request.method,
      [constants.HTTP2_HEADER_PATH]: request.path,
      [constants.HTTP2_HEADER_AUTHORITY]: host ?? url.host,
    })
    // Who reads the answer learns of it there.
    stream.on('error', onBroken)
    return stream
  }

  async #send(stream: ClientHttp2Stream, body: unknown): Promise<void> {
    for await (const event of body as AsyncIterable<Uint8Array>) {
      if (stream.destroyed || stream.writableEnded) return
      if (!stream.write(event)) await drained(stream)
      this.#options.onWritten()
    }
    if (!stream.destroyed) stream.end()
  }

  async #refusal(stream: ClientHttp2Stream, { status, headers }: Head): Promise<Buffer> {
    const pieces: Buffer[] = []
    let bytes = 0
    for await (const piece of new ChunkQueue(stream, () => undefined)) {
      pieces.push(piece)
      bytes += piece.length
      if (bytes > maxRefusalBytes) break
    }
    this.close()
    const body = Buffer.concat(pieces, bytes)
    assertReadable({ statusCode: status, headers }, body, this.#options)
    return body
  }
}

/** Resolves when more may be written, or nothing can be any more. */
function drained(stream: ClientHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stream.off('drain', settle).off('close', settle)
      resolve()
    }
    stream.on('drain', settle).on('close', settle)
  })
}

async function headOf(stream: ClientHttp2Stream, peer: string): Promise<Head> {
  const ended = once(stream, 'close').then(() => {
    throw new NetworkError({
      ...{ fault: 'reset', detail: 'the stream was closed before it was answered', peer },
      ...{ retryable: true, maybeExecuted: true },
    })
  })
  ended.catch(() => undefined)
  const [raw] = (await Promise.race([once(stream, 'response'), ended])) as [
    Record<string, string | string[] | number | undefined>,
  ]
  const named = Object.entries(raw).filter(([name]) => !name.startsWith(':'))
  return {
    status: Number(raw[':status'] ?? 0),
    headers: Object.fromEntries(named.map(([name, value]) => [name, String(value)])),
  }
}
