import { createServer } from 'node:http'

export type EchoingServer = { url: string; heard: () => number; close: () => Promise<void> }

/** A service that fails and writes back all that it was sent, credentials too, as careless ones do. */
export async function startEchoingServer(): Promise<EchoingServer> {
  let heard = 0
  const server = createServer((request, response) => {
    heard++
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const echo = { error: 'refused', headers: request.headers, body, path: request.url }
      response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify(echo))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    heard: () => heard,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
