import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import postgres from 'postgres'

import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { type EmptyProduct, startEmptyProduct } from '#e2e/product.ts'
import { type EchoingServer, startEchoingServer } from '#e2e/security/echoing-server.ts'

export type WatchedProduct = {
  product: EmptyProduct
  sql: postgres.Sql
  /** file in which its database writes what went wrong */
  databaseLog: string
  peer: EchoingServer
  end: () => Promise<void>
}

/** A product in production whose console, database and only peer can be looked into. */
export async function startWatchedProduct(more: Record<string, string>): Promise<WatchedProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-canary-'))
  const dataDir = join(folder, 'postgres')
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, volatile: true })
  const peer = await startEchoingServer()
  const product = await startEmptyProduct({
    ...more,
    DATABASE_URL: server.url,
    OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
    LOG_LEVEL: 'debug',
    LOG_FORMAT: 'json',
  })
  const sql = postgres(server.url, { max: 2, onnotice: () => undefined })
  const end = async () => {
    await product.stop()
    await sql.end()
    await server.stop()
    await peer.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return { product, sql, databaseLog: join(dataDir, 'server.log'), peer, end }
}
