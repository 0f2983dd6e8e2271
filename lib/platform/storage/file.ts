import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

import { errorMessage, InvalidError, UpstreamError } from '#lib/platform/errors.ts'
import { checkKey, checkRange } from '#lib/platform/storage/check-key.ts'
import { contentTypeOf } from '#lib/platform/storage/content-type.ts'
import {
  buckets,
  type Bucket,
  type ByteRange,
  type Storage,
  type StoredObject,
} from '#lib/platform/storage/types.ts'

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** Runs a file operation; a missing file is null, any other failure an `UpstreamError`. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof InvalidError) throw error
    if (codeOf(error) === 'ENOENT') return null
    throw failure(error)
  }
}

/** A full or read-only disk stays so; other faults may pass. */
function failure(error: unknown): UpstreamError {
  const lasting = ['ENOSPC', 'EROFS', 'EACCES', 'EPERM', 'EDQUOT'].includes(codeOf(error))
  return new UpstreamError('storage', errorMessage(error), !lasting, error)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes beside the target and renames, so a crash leaves the old file or the new one. */
async function writeAtomically(target: string, spare: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(target)
  await mkdir(folder, { recursive: true })
  await mkdir(path.dirname(spare), { recursive: true })
  try {
    const handle = await open(spare, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(spare, target)
    await syncFolder(folder)
  } catch (error) {
    await rm(spare, { force: true })
    throw error
  }
}

async function makeFolders(root: string): Promise<void> {
  for (const bucket of buckets)
    await mkdir(path.join(root, bucket), { recursive: true }).catch((error: unknown) => {
      throw failure(error)
    })
}

/**
 * Objects as files under `root/<bucket>/<two hex digits>/<key>`; a `/` in a key is written `%2F`. The content
 * type follows from the ending; another one is kept in a file of the same name ending in `%type`.
 */
export function createFileStorage(root: string): Storage {
  const fileOf = (bucket: Bucket, key: string) => {
    checkKey(key)
    const fan = createHash('sha256').update(key).digest('hex').slice(0, 2)
    return path.join(root, bucket, fan, encodeURIComponent(key))
  }
  const write = (bucket: Bucket, target: string, bytes: Uint8Array) =>
    writeAtomically(target, path.join(root, bucket, 'unfinished', randomUUID()), bytes)

  const put: Storage['put'] = async (bucket, key, bytes, contentType) => {
    const target = fileOf(bucket, key)
    try {
      if (contentType !== contentTypeOf(key))
        await write(bucket, `${target}%type`, Buffer.from(contentType))
      else await rm(`${target}%type`, { force: true })
      await write(bucket, target, bytes)
      return 'stored'
    } catch (error) {
      throw failure(error)
    }
  }

  async function describe(bucket: Bucket, key: string): Promise<StoredObject | null> {
    const target = fileOf(bucket, key)
    const found = await orNull(() => stat(target))
    if (!found) return null
    const kept = await orNull(() => readFile(`${target}%type`, 'utf8'))
    return { size: found.size, contentType: kept ?? contentTypeOf(key), modifiedAt: found.mtime }
  }

  async function stream(bucket: Bucket, key: string, range?: ByteRange) {
    if (range) checkRange(range)
    const handle = await orNull(() => open(fileOf(bucket, key)))
    if (!handle) return null
    const { size } = await handle.stat()
    if (range && range.start >= size) {
      await handle.close()
      throw new InvalidError(`The object has ${size} bytes; none is at ${range.start}`)
    }
    return handle.createReadStream(range ?? {})
  }

  return {
    put,
    get: (bucket, key) => orNull(() => readFile(fileOf(bucket, key))),
    stat: describe,
    stream,
    async delete(bucket, key) {
      const target = fileOf(bucket, key)
      await orNull(() => rm(target, { force: true }))
      await orNull(() => rm(`${target}%type`, { force: true }))
    },
    prepare: () => makeFolders(root),
    async check() {
      for (const bucket of buckets) {
        const probe = path.join(root, bucket, 'unfinished', 'probe')
        await write(bucket, probe, Buffer.from('probe')).catch((error: unknown) => {
          throw failure(error)
        })
        await rm(probe, { force: true })
      }
    },
  }
}
