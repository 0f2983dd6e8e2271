import { Readable } from 'node:stream'

import { errorMessage, UpstreamError } from '#lib/platform/errors.ts'
import { checkKey, checkRange } from '#lib/platform/storage/check-key.ts'
import { adviceFor } from '#lib/platform/storage/s3-advice.ts'
import { createS3Runner, type S3Options } from '#lib/platform/storage/s3-connection.ts'
import { buckets, type Bucket, type ByteRange, type Storage } from '#lib/platform/storage/types.ts'

const nothing = () => null
const rangeHeader = ({ start, end }: ByteRange) => `bytes=${start}-${end ?? ''}`

/** Objects in three buckets of S3 or a compatible store. Nothing is contacted before the first request. */
export function createS3Storage(options: S3Options): Storage {
  const run = createS3Runner(options)
  const place = (bucket: Bucket, key: string) => {
    checkKey(key)
    return { Bucket: options.names[bucket], Key: key }
  }
  /** Whether the bucket is there; throws when it may not be used. */
  async function isThere(bucket: Bucket): Promise<boolean> {
    const where = { Bucket: options.names[bucket] }
    const absent = () => false
    try {
      return await run(
        bucket,
        async (s3) => Boolean(await s3.client.send(new s3.sdk.HeadBucketCommand(where))),
        absent,
      )
    } catch (error) {
      if (error instanceof UpstreamError && error.retryable) throw error
      // An answer to HEAD has no words: a refusal may be a wrong key as well as a missing right.
      const list = { ...where, MaxKeys: 1 }
      return run(
        bucket,
        async (s3) => Boolean(await s3.client.send(new s3.sdk.ListObjectsV2Command(list))),
        absent,
      )
    }
  }
  const noBucket = (bucket: Bucket, why = '') =>
    new UpstreamError(
      'storage',
      `NoSuchBucket: ${adviceFor('NoSuchBucket', bucket, options.names[bucket])}${why}`,
      false,
    )

  async function createBucket(bucket: Bucket): Promise<void> {
    const where = { Bucket: options.names[bucket] }
    try {
      await run(bucket, (s3) => s3.client.send(new s3.sdk.CreateBucketCommand(where)), nothing)
    } catch (error) {
      // Another process was faster.
      if (await isThere(bucket)) return
      throw noBucket(bucket, `. Making it failed: ${errorMessage(error)}`)
    }
  }

  return {
    async put(bucket, key, bytes, contentType) {
      const object = { ...place(bucket, key), Body: bytes, ContentType: contentType }
      await run(
        bucket,
        (s3) => s3.client.send(new s3.sdk.PutObjectCommand(object)),
        () => {
          throw noBucket(bucket)
        },
      )
      return 'stored'
    },
    async get(bucket, key) {
      const where = place(bucket, key)
      return run(
        bucket,
        async ({ sdk, client }) => {
          const { Body } = await client.send(new sdk.GetObjectCommand(where))
          return Body ? Buffer.from(await Body.transformToByteArray()) : null
        },
        nothing,
      )
    },
    async stat(bucket, key) {
      const where = place(bucket, key)
      return run(
        bucket,
        async ({ sdk, client }) => {
          const head = await client.send(new sdk.HeadObjectCommand(where))
          return {
            size: head.ContentLength ?? 0,
            contentType: head.ContentType ?? 'application/octet-stream',
            modifiedAt: head.LastModified ?? new Date(0),
          }
        },
        nothing,
      )
    },
    async stream(bucket, key, range) {
      if (range) checkRange(range)
      const where = { ...place(bucket, key), ...(range && { Range: rangeHeader(range) }) }
      return run(
        bucket,
        async ({ sdk, client }) => {
          const { Body } = await client.send(new sdk.GetObjectCommand(where))
          if (Body instanceof Readable) return Body
          throw new Error('the answer has no body')
        },
        nothing,
      )
    },
    async delete(bucket, key) {
      const where = place(bucket, key)
      await run(bucket, (s3) => s3.client.send(new s3.sdk.DeleteObjectCommand(where)), nothing)
    },
    async check() {
      for (const bucket of buckets) if (!(await isThere(bucket))) throw noBucket(bucket)
    },
    async prepare() {
      for (const bucket of buckets) if (!(await isThere(bucket))) await createBucket(bucket)
    },
  }
}
