import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http'
import type { ServerResponse } from 'node:http'

export type FakeRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

/** A body that is no text is sent as JSON. */
export type FakeAnswer = {
  status: number
  headers?: Record<string, string>
  body?: string | object
}

/**
 * What goes wrong with a request instead of its answer: another answer, silence, a reset, or `lost`: the peer acts
 * and its answer never arrives.
 */
export type Mishap = FakeAnswer | 'hang' | 'reset' | 'lost'

type Planned = { mishap: Mishap; on: (request: FakeRequest) => boolean }

export type FakeHttp = {
  /** `http://127.0.0.1:port` */
  origin: string
  /** every request that came in, also those that went wrong */
  requests: FakeRequest[]
  /** the next request, or the next one that `on` picks, meets `mishap` */
  plan: (mishap: Mishap, on?: (request: FakeRequest) => boolean) => void
  close: () => Promise<void>
}

const bodyLimit = 1_000_000

async function read(message: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > bodyLimit) throw new Error('the request is too large')
    chunks.push(bytes)
  }
  const url = new URL(message.url ?? '/', 'http://peer')
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

function write(response: ServerResponse, { status, headers = {}, body = '' }: FakeAnswer): void {
  const isText = typeof body === 'string'
  response.writeHead(status, {
    'content-type': isText ? 'text/html; charset=utf-8' : 'application/json;charset=UTF-8',
    ...headers,
  })
  response.end(isText ? body : JSON.stringify(body))
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the peer has no port')
  return `http://127.0.0.1:${address.port}`
}

/** An HTTP server on loopback that a test can make fail in every way. A bug of `answer` shows as status 599. */
export async function startFakeHttp(
  answer: (request: FakeRequest) => FakeAnswer,
): Promise<FakeHttp> {
  const requests: FakeRequest[] = []
  const planned: Planned[] = []
  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await read(message)
    requests.push(request)
    const at = planned.findIndex(({ on }) => on(request))
    const mishap = at < 0 ? null : (planned.splice(at, 1)[0]?.mishap ?? null)
    if (mishap === 'hang') return
    if (mishap === 'reset') return message.socket.destroy()
    if (mishap !== null && mishap !== 'lost') return write(response, mishap)
    const given = answer(request)
    if (mishap === 'lost') message.socket.destroy()
    else write(response, given)
  }
  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      write(response, { status: 599, body: String(error) })
    })
  })
  return {
    origin: await listen(server),
    requests,
    plan: (mishap, on = () => true) => planned.push({ mishap, on }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A JSON object, or null when the text is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
