import { openDatabase, type Connection, type Database } from '#db/client.ts'
import { EventHub } from '#lib/http/event-hub.ts'
import { closeStreams } from '#lib/http/open-streams.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'
import { createStorage } from '#lib/platform/storage/storage.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

// On globalThis: a development server loads this module anew at every change, and must not pile up connections.
const holder = globalThis as typeof globalThis & {
  earshotWeb?: {
    url?: string
    connection?: Connection
    queue?: Promise<{ close: () => Promise<void> }> | undefined
    storage?: Storage
    events?: EventHub
  }
}
const web = (holder.earshotWeb ??= {})

/** Read when a request needs it, never at import: `next build` runs without a database. */
function databaseUrl(): string {
  const url = web.url ?? settings().DATABASE_URL
  if (!url) throw new AppError('unavailable', 'DATABASE_URL is not set')
  return url
}

/** Serves from this database and storage instead of those of the settings. */
export function serveFrom({ url, storage }: { url: string; storage: Storage }): void {
  web.url = url
  web.storage = storage
}

/** The one pool of this web process. */
export function webDatabase(): Database {
  web.connection ??= openDatabase(databaseUrl())
  // Who reads accounts here hears at once when a session has ended in another process.
  webEvents()
  return web.connection.db
}

/** Connects the job queue once, so that verbs can enqueue. A failed attempt is tried again by the next caller. */
export async function connectQueue(): Promise<void> {
  web.queue ??= openBoss(databaseUrl(), { supervise: false, max: 2 }).then((opened) => {
    provideBoss(opened.boss)
    return { close: () => opened.close() }
  })
  try {
    await web.queue
  } catch (cause) {
    web.queue = undefined
    throw new AppError('unavailable', 'The job queue cannot be reached', { cause })
  }
}

export function webStorage(): Storage {
  web.storage ??= createStorage()
  return web.storage
}

/** The one LISTEN connection of this process. */
export function webEvents(): EventHub {
  return (web.events ??= new EventHub(databaseUrl()))
}

/** Ends what this process has open; for tests and orderly ends. */
export async function closeWeb(): Promise<void> {
  const { connection, queue, events } = web
  delete web.connection
  delete web.events
  web.queue = undefined
  closeStreams(() => true)
  provideBoss(undefined)
  await (await queue?.catch(() => undefined))?.close()
  await events?.close()
  await connection?.close()
}
