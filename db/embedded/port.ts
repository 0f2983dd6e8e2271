import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'

/** A port of `host` that nobody listens on: `wanted` if it is free, else any. */
export function freePort(wanted = 0, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      if (wanted === 0) reject(error)
      else resolve(freePort(0, host))
    })
    server.listen({ port: wanted, host, exclusive: true }, () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** A free port that stays the same from start to start, kept in `file`, unless somebody took it. */
export async function keptPort(file: string): Promise<number> {
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const wanted = Number.isInteger(kept) && kept > 0 && kept < 65_536 ? kept : 0
  const port = await freePort(wanted)
  if (port !== kept) writeFileSync(file, `${port}\n`)
  return port
}
