import { errorMessage, UpstreamError } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import type { Bucket, Storage } from '#lib/platform/storage/types.ts'

/** What a record says of bytes that storage did not take at once. */
export type Upkeep = {
  /** stored later */
  pending?: true
  /** why they are lost */
  missing?: string
}

/** Keeps bytes that a record names by key and hash; a store that fails is said in the record and changes nothing else. */
export async function keep(
  storage: Storage,
  bucket: Bucket,
  key: string,
  bytes: Uint8Array,
  contentType: string,
): Promise<Upkeep | null> {
  try {
    const kept = await storage.put(bucket, key, bytes, contentType)
    return kept === 'later' ? { pending: true } : null
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    log.warn({ err: errorMessage(error), key }, 'a recording could not be kept')
    return { missing: errorMessage(error) }
  }
}

/** The same of a WAV file. */
export const keepAudio = (storage: Storage, bucket: Bucket, key: string, bytes: Uint8Array) =>
  keep(storage, bucket, key, bytes, 'audio/wav')

/** Finds what can be made again: a store that fails has nothing. */
export async function findKept(
  storage: Storage,
  bucket: Bucket,
  key: string,
): Promise<Buffer | null> {
  try {
    return await storage.get(bucket, key)
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    return null
  }
}
