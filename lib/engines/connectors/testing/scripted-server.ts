import { createServer, type AddressInfo, type Socket } from 'node:net'

/** What the server does once it has read the head of the `number`-th request (1, 2, …). */
export type Script = (socket: Socket, number: number) => void

export type ScriptedServer = {
  port: number
  /** `http://127.0.0.1:port/v1` */
  url: string
  /** heads of the requests received */
  heads: string[]
  close(): Promise<void>
}

/** The bytes of an HTTP answer that ends with the connection. */
export function httpAnswer(
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Buffer {
  const bytes = Buffer.from(body)
  const all = { 'Content-Length': String(bytes.length), Connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Scripted\r\n${lines.join('')}\r\n`), bytes])
}

/** One chunk of a chunked answer. */
export const httpChunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`

export const chunkedHead =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n'

/** A server on loopback that plays `script` on the bare socket, so that it can break HTTP in every way. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const sockets = new Set<Socket>()
  const heads: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    let head = ''
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      socket.off('data', read)
      heads.push(head.slice(0, end))
      socket.resume()
      script(socket, heads.length)
    }
    socket.on('data', read)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}/v1`,
    heads,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
