import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a server that can be cut and connected again. */
export type TcpProxy = {
  /** `http://127.0.0.1:port` */
  url: string
  /** Breaks all connections; whoever connects from now on is reset. */
  cut(): void
  restore(): void
  /** requests that went through */
  requests(): number
  /** bytes that went through to the server */
  bytes(): number
  /** `performance.now()` of each connection that was reset since it was last cut */
  attempts(): number[]
  close(): Promise<void>
}

/** Leads to `target` as long as nobody cuts it. */
export async function openTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let isCut = false
  let requests = 0
  let bytes = 0
  let attempts: number[] = []
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer((caller) => {
    keep(caller)
    if (isCut) {
      attempts.push(performance.now())
      caller.resetAndDestroy()
      return
    }
    const callee = keep(connect(Number(port), hostname))
    caller.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (chunk.toString('latin1', 0, 5) === 'POST ') requests++
    })
    caller.pipe(callee).pipe(caller)
    caller.on('close', () => callee.destroy())
    callee.on('close', () => caller.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut: () => {
      isCut = true
      attempts = []
      for (const socket of sockets) socket.destroy()
    },
    restore: () => (isCut = false),
    requests: () => requests,
    bytes: () => bytes,
    attempts: () => [...attempts],
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
