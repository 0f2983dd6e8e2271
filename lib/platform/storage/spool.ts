import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { UpstreamError } from '#lib/platform/errors.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { Breaker } from '#lib/platform/net/breaker.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import { createTeller } from '#lib/platform/storage/tell-failure.ts'
import { buckets, type Bucket, type Storage } from '#lib/platform/storage/types.ts'

export type SpoolOptions = {
  storage: Storage
  /** folder of what waits */
  folder: string
  /** bytes that may wait */
  maxBytes: number
  /** ms that one request to the store may take */
  patienceMs?: number
  /** ms between two tries while the store fails */
  retryMs?: number
}

type Waiting = { bucket: Bucket; key: string; bytes: number }

/** What waits, by the names that the file storage writes. */
async function listWaiting(folder: string): Promise<Waiting[]> {
  const found: Waiting[] = []
  for (const bucket of buckets) {
    const files = await readdir(path.join(folder, bucket), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => [])
    for (const file of files) {
      const unfinished = path.basename(file.parentPath) === 'unfinished'
      if (!file.isFile() || unfinished || file.name.endsWith('%type')) continue
      const bytes = await stat(path.join(file.parentPath, file.name)).catch(() => null)
      if (bytes) found.push({ bucket, key: decodeURIComponent(file.name), bytes: bytes.size })
    }
  }
  return found
}

/** Asks a store within a time, and leaves it alone for a while after it has failed. */
function createAsker({ patienceMs = 5_000, retryMs = 5_000 }: SpoolOptions) {
  const breaker = new Breaker({ failures: 1, openMs: retryMs })
  let cause: Error | null = null
  const admit = () => {
    try {
      return breaker.admit('storage')
    } catch (error) {
      // Why it is not asked says nothing of what is wrong with it.
      throw cause ?? error
    }
  }
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const permit = admit()
    const late = new AbortController()
    const limit = sleep(patienceMs, undefined, { signal: late.signal }).then(() => {
      throw new UpstreamError('storage', `no answer within ${formatLimit(patienceMs)}`, true)
    })
    limit.catch(() => undefined)
    try {
      const value = await Promise.race([work(), limit])
      permit.succeed()
      cause = null
      return value
    } catch (error) {
      if (error instanceof UpstreamError) cause = error
      permit.fail(error instanceof UpstreamError ? 'server_error' : 'client_error')
      throw error
    } finally {
      late.abort()
    }
  }
}

/** Moves what waits to the store, until it fails or nothing is left. Returns the bytes that still wait. */
async function upload(
  ask: ReturnType<typeof createAsker>,
  { storage, folder }: SpoolOptions,
  shelf: Storage,
): Promise<number> {
  const waiting = await listWaiting(folder)
  let left = waiting.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { bucket, key, bytes } of waiting) {
    const [content, about] = [await shelf.get(bucket, key), await shelf.stat(bucket, key)]
    // Another worker on this machine was faster.
    if (content && about) {
      await ask(() => storage.put(bucket, key, content, about.contentType))
      await shelf.delete(bucket, key)
    }
    left -= bytes
  }
  return left
}

/** A storage that is also read where its writers keep what waits: for processes on the same machine. */
export function readWithSpool(storage: Storage, folder: string): Storage {
  const shelf = createFileStorage(folder)
  async function either<T>(read: (from: Storage) => Promise<T | null>): Promise<T | null> {
    try {
      return (await read(storage)) ?? (await read(shelf))
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error
      const waiting = await read(shelf)
      if (waiting === null) throw error
      return waiting
    }
  }
  return {
    ...storage,
    get: (bucket, key) => either((from) => from.get(bucket, key)),
    stat: (bucket, key) => either((from) => from.stat(bucket, key)),
    stream: (bucket, key, range) => either((from) => from.stream(bucket, key, range)),
    async delete(bucket, key) {
      await shelf.delete(bucket, key)
      await storage.delete(bucket, key)
    },
  }
}

/**
 * A storage whose writes outlive an outage: what the store does not take within `patienceMs` waits in `folder`, also over
 * the end of this process, and is uploaded when the store is back. `put` then answers `later`; it throws `UpstreamError`
 * when neither takes the bytes. While the store fails it is asked every `retryMs` only, and nobody waits for it.
 */
export function openSpool(options: SpoolOptions): Storage & { close(): Promise<void> } {
  const { storage, folder, maxBytes, retryMs = 5_000 } = options
  const shelf = createFileStorage(folder)
  const ask = createAsker(options)
  const asked: Storage = {
    ...storage,
    put: (...what) => ask(() => storage.put(...what)),
    get: (...what) => ask(() => storage.get(...what)),
    stat: (...what) => ask(() => storage.stat(...what)),
    stream: (...what) => ask(() => storage.stream(...what)),
  }
  const tell = createTeller('recordings wait for storage')
  let waitingBytes = 0
  let uploading: Promise<void> | null = null

  async function sweep(): Promise<void> {
    try {
      waitingBytes = await upload(ask, options, shelf)
    } catch (error) {
      tell(error)
    }
  }
  const look = () => {
    uploading ??= sweep().finally(() => (uploading = null))
  }
  look()
  // Twice as often as the breaker lets a probe through: one of two looks finds it ready.
  const timer = setInterval(look, retryMs / 2).unref()

  return {
    ...readWithSpool(asked, folder),
    async put(bucket, key, bytes, contentType) {
      try {
        return await asked.put(bucket, key, bytes, contentType)
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
        tell(error)
        if (waitingBytes + bytes.length > maxBytes)
          throw new UpstreamError('storage', `${error.message}; the spool is full`, true, error)
        await shelf.put(bucket, key, bytes, contentType)
        waitingBytes += bytes.length
        return 'later'
      }
    },
    close: async () => {
      clearInterval(timer)
      await uploading
    },
  }
}
