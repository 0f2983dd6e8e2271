import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import type { InboundHeaders } from '#lib/engines/vendors/inbound.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { resolveClientAddress } from '#lib/platform/net/client-address.ts'
import { readBody } from '#lib/webhooks/read-body.ts'
import { problem, type Reply } from '#lib/webhooks/reply.ts'
import { type WebhookReceiver, readAddress } from '#lib/webhooks/webhook-receiver.ts'

const paths = new Set(['/api/webhooks/ci-cd', '/webhooks/ci-cd'])

/** Repeated headers as one text, as the Fetch standard has it. */
function headersOf(request: IncomingMessage): InboundHeaders {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ')
  return headers
}

function addressOf({ headers, socket }: IncomingMessage): string | null {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded
  return resolveClientAddress(
    socket.remoteAddress,
    Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
    settings().TRUSTED_PROXY_CIDRS,
  )
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const { status, body, retryAfter } = reply
  const isProblem = status >= 400
  const text = JSON.stringify(isProblem ? { ...body, request_id: randomUUID() } : body)
  response.writeHead(status, {
    'content-type': isProblem ? 'application/problem+json' : 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    // What is left of a body that nobody wants would be taken for the next request.
    ...(!request.complete && { connection: 'close' }),
  })
  response.end(text)
}

type Options = {
  host: string
  port: number
  /** ms that a body may take; 10 s when absent */
  bodyTimeMs?: number
}

async function receive(
  receiver: WebhookReceiver,
  request: IncomingMessage,
  url: URL,
  { bodyTimeMs }: Options,
): Promise<Reply> {
  const arrival = {
    headers: headersOf(request),
    remoteAddress: addressOf(request),
    ...readAddress(url.searchParams),
    at: performance.now(),
  }
  const refusal = await receiver.refuseEarly(arrival)
  if (refusal) return refusal
  const body = await readBody(request, bodyTimeMs === undefined ? {} : { timeMs: bodyTimeMs })
  return Buffer.isBuffer(body) ? receiver.receive(arrival, body) : body
}

async function answer(
  receiver: WebhookReceiver,
  request: IncomingMessage,
  response: ServerResponse,
  options: Options,
) {
  const url = new URL(request.url ?? '/', 'http://receiver')
  if (request.method === 'GET' && url.pathname === '/health') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
    return
  }
  if (!paths.has(url.pathname))
    return send(
      request,
      response,
      problem('not_found', 'invalid', 'Deliveries go to /api/webhooks/ci-cd'),
    )
  if (request.method !== 'POST')
    return send(
      request,
      response,
      problem('method_not_allowed', 'invalid', 'Deliveries are sent with POST'),
    )
  send(request, response, await receive(receiver, request, url, options))
}

/**
 * The webhook receiver for bursts: a server that does nothing but receive webhooks, several times faster than a route of the web
 * application. Both write into the same inbox. Port 0 takes a free one.
 */
export async function serveIngest(
  receiver: WebhookReceiver,
  options: Options,
): Promise<{ server: Server; port: number; close(): Promise<void> }> {
  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000 },
    (request, response) => {
      answer(receiver, request, response, options).catch((error: unknown) => {
        // The sender is gone, or its request is broken: there is nobody to answer.
        log.debug({ err: errorMessage(error) }, 'a delivery broke off')
        response.destroy()
      })
    },
  )
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    const { host, port } = options
    server.listen({ host, port, backlog: 4_096 }, () => resolve())
  })
  const address = server.address()
  return {
    server,
    port: typeof address === 'object' && address ? address.port : options.port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      await closed
      await receiver.written()
    },
  }
}
