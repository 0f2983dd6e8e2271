import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import { answerDelivery, refuseTarget } from '#lib/webhooks/answer-delivery.ts'
import type { WebhookReceiver } from '#lib/webhooks/webhook-receiver.ts'

type Options = {
  host: string
  port: number
  /** ms that a body may take; 10 s when absent */
  bodyTimeMs?: number
}

function answer(
  receiver: WebhookReceiver,
  request: IncomingMessage,
  response: ServerResponse,
  { bodyTimeMs }: Options,
): void {
  if (request.method === 'GET' && request.url === '/health')
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
  else if (!refuseTarget(request, response))
    void answerDelivery(receiver, request, response, bodyTimeMs === undefined ? {} : { bodyTimeMs })
}

/**
 * The webhook receiver beside the web application: a server that does nothing but receive webhooks, in a process of its own.
 * Both answer alike and write into the same inbox. Port 0 takes a free one.
 */
export async function serveIngest(
  receiver: WebhookReceiver,
  options: Options,
): Promise<{ server: Server; port: number; close(): Promise<void> }> {
  const server = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000 },
    (request, response) => answer(receiver, request, response, options),
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
