import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Captured = {
  method: string
  url: string
  headers: IncomingMessage['headers']
  /** names as spelled on the wire */
  names: string[]
  /** RequestInfo as text, from the header or the body */
  info: string
  /** what follows the RequestInfo in the body */
  rest: Buffer
}

/** Reads one request of the Houndify protocol to its end. */
async function capture(request: IncomingMessage): Promise<Captured> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const length = Number(request.headers['hound-request-info-length'] ?? 0)
  const header = request.headers['hound-request-info']
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    headers: request.headers,
    names: request.rawHeaders.filter((_, index) => index % 2 === 0),
    info: typeof header === 'string' ? header : body.toString('utf8', 0, length),
    rest: body.subarray(length),
  }
}

export type CaptureServer = { url: string; seen: Captured[]; close(): Promise<void> }

/** A server that keeps each request and then lets `answer` reply to it. */
export async function startCaptureServer(
  answer: (response: ServerResponse, number: number) => void,
): Promise<CaptureServer> {
  const seen: Captured[] = []
  const server = createServer((request, response) => {
    void capture(request).then((captured) => {
      seen.push(captured)
      answer(response, seen.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
