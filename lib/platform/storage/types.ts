import type { Readable } from 'node:stream'

export const buckets = ['input-audio', 'output-audio', 'artifacts'] as const
export type Bucket = (typeof buckets)[number]

export type StoredObject = {
  /** bytes */
  size: number
  contentType: string
  modifiedAt: Date
}

/** First and last byte, both included, as in an HTTP range; an open end reads to the last byte. */
export type ByteRange = { start: number; end?: number }

/** `later`: kept here, and on its way to the store when that is back. */
type Kept = 'stored' | 'later'

/**
 * Keeps named bytes. Keys are 1 to 200 characters of letters, digits, `.`, `_`, `-` and `/` between segments.
 * Every verb throws `InvalidError` for a key it refuses and `UpstreamError` when the store fails.
 */
export type Storage = {
  /** Writes all bytes or nothing; readers see the old object or the new one. */
  put(bucket: Bucket, key: string, bytes: Uint8Array, contentType: string): Promise<Kept>
  get(bucket: Bucket, key: string): Promise<Buffer | null>
  stat(bucket: Bucket, key: string): Promise<StoredObject | null>
  /** Throws `InvalidError` for a range that starts beyond the object. */
  stream(bucket: Bucket, key: string, range?: ByteRange): Promise<Readable | null>
  /** Removing what is not there is no error. */
  delete(bucket: Bucket, key: string): Promise<void>
  /** Asks for all buckets, making none; throws with the reason when one cannot be used. */
  check(): Promise<void>
  /** Makes buckets that are missing; throws with the reason, and what to do, when one cannot be made or used. */
  prepare(): Promise<void>
}
