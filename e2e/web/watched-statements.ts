import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A statement as it was sent: by whom, its text, and its parameters as bytes in base64. */
export type Statement = { program: string; text: string; parameters: string }

export type WatchedStatements = {
  /** leads to the database through here */
  url: string
  /** what was sent since the last time this was asked */
  take: () => Statement[]
  close: () => Promise<void>
}

const cString = (bytes: Buffer, at: number) => {
  const end = bytes.indexOf(0, at)
  return { text: bytes.toString('utf8', at, end), next: end + 1 }
}

/** Names and values of the message that begins a session. */
function programOf(startup: Buffer): string {
  const parts = startup.toString('utf8', 8).split('\0')
  return parts[parts.indexOf('application_name') + 1] ?? ''
}

/** Reads what a client says to PostgreSQL (frontend/backend protocol 3.0), and calls `tell` for each statement it runs. */
function createReader(tell: (statement: Statement) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  let program: string | null = null
  const prepared = new Map<string, string>()
  const read = (type: string, body: Buffer) => {
    const by = program ?? ''
    if (type === 'Q') tell({ program: by, text: cString(body, 0).text, parameters: '' })
    if (type === 'P') {
      const name = cString(body, 0)
      prepared.set(name.text, cString(body, name.next).text)
    }
    if (type === 'B') {
      const name = cString(body, cString(body, 0).next)
      const parameters = body.subarray(name.next).toString('base64')
      tell({ program: by, text: prepared.get(name.text) ?? '', parameters })
    }
  }
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = program === null ? 0 : 1
      if (rest.length < head + 4) return
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) return
      if (program === null) program = programOf(rest.subarray(0, length))
      else read(String.fromCharCode(rest[0] ?? 0), rest.subarray(5, length))
      rest = rest.subarray(length)
    }
  }
}

/** A way to a database that notes what is asked of it. */
export async function watchStatements(databaseUrl: string): Promise<WatchedStatements> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let seen: Statement[] = []
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer((caller) => {
    const callee = keep(connect(Number(target.port), target.hostname))
    const read = createReader((statement) => seen.push(statement))
    keep(caller).on('data', read)
    caller.pipe(callee).pipe(caller)
    caller.on('close', () => callee.destroy())
    callee.on('close', () => caller.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    take: () => {
      const taken = seen
      seen = []
      return taken
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
