import { Readable } from 'node:stream'

import { checkKey, checkRange } from '#lib/platform/storage/check-key.ts'
import { createBuckets, noBucket } from '#lib/platform/storage/s3-buckets.ts'
import { createS3Runner, type S3Options } from '#lib/platform/storage/s3-connection.ts'
import type { Bucket, ByteRange, Storage } from '#lib/platform/storage/types.ts'

const nothing = () => null
const rangeHeader = ({ start, end }: ByteRange) => `bytes=${start}-${end ?? ''}`

function refuse(options: S3Options, bucket: Bucket): never {
  throw noBucket(options, bucket)
}

const placeIn =
  ({ names }: S3Options) =>
  (bucket: Bucket, key: string) => {
    checkKey(key)
    return { Bucket: names[bucket], Key: key }
  }

/** Objects in three buckets of S3 or a compatible store. Nothing is contacted before the first request. */
export function createS3Storage(options: S3Options): Storage {
  const run = createS3Runner(options)
  const place = placeIn(options)
  return {
    async put(bucket, key, bytes, contentType) {
      const object = { ...place(bucket, key), Body: bytes, ContentType: contentType }
      await run(
        bucket,
        (s3) => s3.client.send(new s3.sdk.PutObjectCommand(object)),
        () => refuse(options, bucket),
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
    ...createBuckets(run, options),
  }
}
