import path from 'node:path'

import { env } from '#lib/config/env.ts'

import { createFileStorage } from './file.ts'
import { createS3Storage } from './s3.ts'
import type { Storage } from './types.ts'

/** The storage that the settings ask for: files under the data directory, or S3. */
export function createStorage(): Storage {
  if (env.STORAGE_DRIVER === 'file')
    return createFileStorage(path.resolve(env.EARSHOT_DATA_DIR, 'storage'))
  return createS3Storage({
    endpoint: env.AWS_S3_ENDPOINT,
    region: env.AWS_REGION,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    },
    names: {
      'input-audio': env.AWS_S3_INPUT_BUCKET,
      'output-audio': env.AWS_S3_OUTPUT_BUCKET,
      artifacts: env.AWS_S3_BUCKET,
    },
  })
}
