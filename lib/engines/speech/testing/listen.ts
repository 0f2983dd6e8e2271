import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type FakeServer = { url: string; close: () => void }

/** A local server; `serve` gets the whole body. What it throws is answered as 500. */
export async function listen(
  serve: (message: IncomingMessage, body: Buffer, response: ServerResponse) => unknown,
): Promise<FakeServer> {
  const server = createServer((message, response) => {
    void (async () => {
      const parts: Buffer[] = []
      for await (const part of message as AsyncIterable<Buffer>) parts.push(part)
      await serve(message, Buffer.concat(parts), response)
    })().catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Faults that a server of each kind can have, by name. */
export const tricks: Record<string, (response: ServerResponse) => unknown> = {
  broken: (response) => response.writeHead(503).end('<html>down</html>'),
  forbidden: (response) => response.writeHead(403).end('not you'),
  endless(response) {
    const more = () => response.writable && response.write(Buffer.alloc(1 << 20), more)
    more()
  },
  'cut off'(response) {
    response.writeHead(200, { 'content-length': '100000' }).write('RIFF')
    response.destroy()
  },
  silent: () => undefined,
}
