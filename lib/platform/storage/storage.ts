import path from 'node:path'

import { settings } from '#lib/platform/config/settings.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import { createS3Storage } from '#lib/platform/storage/s3.ts'
import { keepPrepared } from '#lib/platform/storage/keep-prepared.ts'
import { openSpool, readWithSpool } from '#lib/platform/storage/spool.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const spoolFolder = () => path.resolve(settings().EARSHOT_DATA_DIR, 'spool')

function createStore(): Storage {
  if (settings().STORAGE_DRIVER === 'file')
    return createFileStorage(path.resolve(settings().EARSHOT_DATA_DIR, 'storage'))
  return createS3Storage({
    endpoint: settings().AWS_S3_ENDPOINT,
    region: settings().AWS_REGION,
    credentials: {
      accessKeyId: settings().AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: settings().AWS_SECRET_ACCESS_KEY ?? '',
    },
    names: {
      'input-audio': settings().AWS_S3_INPUT_BUCKET,
      'output-audio': settings().AWS_S3_OUTPUT_BUCKET,
      artifacts: settings().AWS_S3_BUCKET,
    },
  })
}

/** The storage that the settings ask for: files under the data directory, or S3. What workers still keep is read too. */
export const createStorage = (): Storage => readWithSpool(createStore(), spoolFolder())

/** The same for a worker, whose recordings outlive an outage of it. Makes the buckets that are missing. */
export function openWorkerStorage(): ReturnType<typeof openSpool> {
  const storage = createStore()
  const stopPreparing = keepPrepared(storage)
  const spool = openSpool({
    storage,
    folder: spoolFolder(),
    maxBytes: settings().STORAGE_SPOOL_MB * 2 ** 20,
  })
  return {
    ...spool,
    close: async () => {
      stopPreparing()
      await spool.close()
    },
  }
}
