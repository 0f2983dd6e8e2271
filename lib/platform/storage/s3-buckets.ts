import { errorMessage, UpstreamError } from '#lib/platform/errors.ts'
import { adviceFor } from '#lib/platform/storage/s3-advice.ts'
import type { createS3Runner, S3Options } from '#lib/platform/storage/s3-connection.ts'
import { buckets, type Bucket, type Storage } from '#lib/platform/storage/types.ts'

export const noBucket = ({ names }: S3Options, bucket: Bucket, why = '') =>
  new UpstreamError(
    'storage',
    `NoSuchBucket: ${adviceFor('NoSuchBucket', bucket, names[bucket])}${why}`,
    false,
  )

const nothing = () => null

/** The part of an S3 storage that is about its buckets, not about what is in them. */
export function createBuckets(
  run: ReturnType<typeof createS3Runner>,
  options: S3Options,
): Pick<Storage, 'check' | 'prepare'> {
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
  async function createBucket(bucket: Bucket): Promise<void> {
    const where = { Bucket: options.names[bucket] }
    try {
      await run(bucket, (s3) => s3.client.send(new s3.sdk.CreateBucketCommand(where)), nothing)
    } catch (error) {
      // Another process was faster.
      if (await isThere(bucket)) return
      throw noBucket(options, bucket, `. Making it failed: ${errorMessage(error)}`)
    }
  }

  return {
    async check() {
      for (const bucket of buckets) if (!(await isThere(bucket))) throw noBucket(options, bucket)
    },
    async prepare() {
      for (const bucket of buckets) if (!(await isThere(bucket))) await createBucket(bucket)
    },
  }
}
