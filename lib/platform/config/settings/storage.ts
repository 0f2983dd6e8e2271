import { z } from 'zod'

import { integer, optional } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const storage = group({
  STORAGE_DRIVER: {
    schema: z.enum(['file', 's3']).default('file'),
    doc: 'where audio and artifacts are kept',
  },
  STORAGE_SPOOL_MB: {
    schema: integer(0, 1_000_000, 1_024),
    doc: 'MB that workers keep in the data directory while storage is not available',
  },
  AWS_ACCESS_KEY_ID: {
    schema: optional,
    doc: 'credentials for the s3 driver',
    secret: true,
  },
  AWS_SECRET_ACCESS_KEY: {
    schema: optional,
    doc: 'credentials for the s3 driver',
    secret: true,
  },
  AWS_REGION: {
    schema: z.string().default('us-east-1'),
    doc: 'region for the s3 driver',
  },
  AWS_S3_ENDPOINT: {
    schema: z.url().optional(),
    doc: 'address of an S3-compatible store; AWS when unset',
  },
  AWS_S3_BUCKET: {
    schema: z.string().default('artifacts'),
    doc: 'bucket for reports and artifacts',
  },
  AWS_S3_INPUT_BUCKET: {
    schema: z.string().default('input-audio'),
    doc: 'bucket for stimulus audio',
  },
  AWS_S3_OUTPUT_BUCKET: {
    schema: z.string().default('output-audio'),
    doc: 'bucket for reply audio',
  },
  AWS_S3_EXPIRATION_DAYS: {
    schema: integer(1, 3_650, 90),
    doc: 'days until stored audio may be removed',
  },
})
