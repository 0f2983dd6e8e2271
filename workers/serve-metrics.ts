import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { mayReadMetrics, metricsRefusal } from '#lib/platform/metrics/may-read-metrics.ts'
import { renderOwnMetrics } from '#lib/platform/metrics/metrics.ts'
import { resolveClientAddress } from '#lib/platform/net/client-address.ts'

/** Processes of one machine that may have metrics ports, one after the other. */
const mostPorts = 256

function mayRead({ headers, socket }: IncomingMessage): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded
  const address = resolveClientAddress(
    socket.remoteAddress,
    Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
    settings().TRUSTED_PROXY_CIDRS,
  )
  return mayReadMetrics(address, headers.authorization ?? null)
}

function refuse(response: ServerResponse, status: number, title: string, detail: string): void {
  response
    .writeHead(status, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ type: 'about:blank', status, title, detail }))
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0]
  if (path !== '/metrics' && path !== '/api/metrics')
    return refuse(response, 404, 'Not Found', 'Only /metrics is here')
  if (request.method !== 'GET')
    return refuse(response, 405, 'Method Not Allowed', 'Metrics are read with GET')
  if (!mayRead(request)) return refuse(response, 403, 'Forbidden', metricsRefusal)
  const { contentType, text } = await renderOwnMetrics()
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text)
}

const isTaken = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

async function listen(server: Server, host: string, first: number): Promise<number> {
  for (let port = first; ; port++) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen({ host, port }, () => {
          server.off('error', reject)
          resolve()
        })
      })
      const address = server.address()
      return typeof address === 'object' && address ? address.port : port
    } catch (error) {
      const last = first === 0 || port - first + 1 >= mostPorts || port >= 65_535
      if (last || !isTaken(error)) throw error
    }
  }
}

export type MetricsServer = { port: number; close(): Promise<void> }

/**
 * Serves the metrics of this process alone at WORKER_METRICS_PORT, or at the next port that is free when another process of
 * this machine has it. Null when the setting is unset, or when no port can be had: that keeps nobody from working.
 */
export async function serveMetrics(): Promise<MetricsServer | null> {
  const { WORKER_METRICS_PORT: first, API_HOST: host } = settings()
  if (first === undefined) return null
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.warn({ err: errorMessage(error) }, 'could not answer with metrics')
      response.destroy()
    })
  })
  try {
    const port = await listen(server, host, first)
    log.info({ port }, 'metrics of this process are served')
    return {
      port,
      close: async () => {
        const closed = new Promise((resolve) => server.close(resolve))
        server.closeAllConnections()
        await closed
      },
    }
  } catch (error) {
    log.warn({ port: first, err: errorMessage(error) }, 'no port for metrics could be opened')
    return null
  }
}
