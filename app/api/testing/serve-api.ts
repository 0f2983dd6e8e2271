import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'

import * as auth from '#app/api/auth/[...nextauth]/route.ts'
import { apiModules } from '#app/api/openapi.json/api-modules.ts'
import * as refused from '#app/api/refused/route.ts'
import { passDoor } from '#lib/http/door.ts'
import type { RouteContext } from '#lib/http/route.ts'
import { takeDelivery } from '#lib/http/webhook-door.ts'

type Handler = (request: Request, context: RouteContext) => Promise<Response>
type Params = Record<string, string | string[]>

const segments = (path: string) => path.split('/').filter((part) => part !== '')

/** Parameters of an address that fits the pattern; fixed parts win over parameters. */
function match(pattern: string, pathname: string): Record<string, string> | null {
  const [wanted, given] = [segments(pattern), segments(pathname)]
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? '')
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name !== undefined) params[name] = value
    else if (part !== value) return null
  }
  return params
}

function find(method: string, pathname: string): [Handler, Params] | null {
  if (pathname === '/api/refused') return [refused.GET, {}]
  if (pathname.startsWith('/api/auth/'))
    return [method === 'POST' ? auth.POST : auth.GET, { nextauth: segments(pathname).slice(2) }]
  const found = Object.entries(apiModules)
    .flatMap(([pattern, module]) => {
      const params = match(pattern, pathname)
      return params ? [{ params, module }] : []
    })
    .toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0]
  const handler: unknown = found && Reflect.get(found.module, method)
  return found && typeof handler === 'function' ? [handler as Handler, found.params] : null
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  passDoor(incoming)
  if (takeDelivery(incoming, outgoing)) return
  const { method = 'GET', headers } = incoming
  const url = new URL(incoming.url ?? '/', `http://${headers.host ?? 'localhost'}`)
  const found = find(method, url.pathname)
  if (!found) return void outgoing.writeHead(404).end()
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  const flat = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    [value].flat().join(', '),
  ])
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const request = new Request(url, {
    method,
    headers: flat,
    signal: gone.signal,
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const }),
  })
  const [handler, params] = found
  const response = await handler(request, { params: Promise.resolve(params) })
  // An answer may set several cookies, each in a header of its own.
  const cookies = response.headers.getSetCookie()
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
  })
  if (!response.body) return void outgoing.end()
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream), outgoing).catch(
    () => undefined,
  )
}

/** The route handlers of the API behind plain node:http, on a free port: the real thing without Next.js around it. */
export async function serveApi(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
