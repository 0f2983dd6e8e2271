import type * as Sdk from '@aws-sdk/client-s3'

import { errorMessage, InvalidError, UpstreamError } from '#lib/platform/errors.ts'
import { adviceFor, codeOf } from '#lib/platform/storage/s3-advice.ts'
import type { Bucket } from '#lib/platform/storage/types.ts'

export type S3Options = {
  /** An S3-compatible store; AWS when unset. */
  endpoint?: string | undefined
  region: string
  credentials: { accessKeyId: string; secretAccessKey: string }
  /** The store's name for each bucket. */
  names: Record<Bucket, string>
  /** Tries of one request, 3 unless told. */
  maxAttempts?: number
}

export type Connection = { sdk: typeof Sdk; client: Sdk.S3Client }

/** The SDK takes a third of a second to load, so it is loaded when a request needs it. */
async function connect(options: S3Options): Promise<Connection> {
  const sdk = await import('@aws-sdk/client-s3')
  const client = new sdk.S3Client({
    region: options.region,
    credentials: options.credentials,
    maxAttempts: options.maxAttempts ?? 3,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, socketTimeout: 30_000 },
    // Compatible stores often refuse path-less hosts and the SDK's streaming checksums, or store them raw.
    ...(options.endpoint !== undefined && {
      endpoint: options.endpoint,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED' as const,
      responseChecksumValidation: 'WHEN_REQUIRED' as const,
    }),
  })
  return { sdk, client }
}

const statusOf = (sdk: typeof Sdk, error: unknown) =>
  error instanceof sdk.S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0

function failure(error: unknown, status: number, place: Place): Error {
  const retryable = status === 0 || status === 429 || status >= 500
  const code = codeOf(error, status)
  const words = adviceFor(code, place.bucket, place.name) ?? errorMessage(error)
  const prefix = code === '' || code === 'Error' ? '' : `${code}: `
  return new UpstreamError('storage', `${prefix}${words}`, retryable, error)
}

/** The bucket that a request is about, and the store's name for it. */
type Place = { bucket: Bucket; name: string }

const isNoBucket = (error: unknown) => error instanceof Error && error.name === 'NoSuchBucket'

/**
 * Connects at the first request. The returned function runs one; an object that is not there is answered by `absent`,
 * other faults become `InvalidError` (a range beyond the object) or `UpstreamError`.
 */
export function createS3Runner(options: S3Options) {
  let connection: Promise<Connection> | undefined

  return async <T, A>(
    bucket: Bucket,
    work: (connection: Connection) => Promise<T>,
    absent: () => A,
  ): Promise<T | A> => {
    const connected = await (connection ??= connect(options))
    try {
      return await work(connected)
    } catch (error) {
      const status = statusOf(connected.sdk, error)
      if (status === 404 && !isNoBucket(error)) return absent()
      if (status === 416) throw new InvalidError('The object has no bytes in this range')
      throw failure(error, status, { bucket, name: options.names[bucket] })
    }
  }
}
