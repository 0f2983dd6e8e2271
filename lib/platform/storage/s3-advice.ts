import type { Bucket } from '#lib/platform/storage/types.ts'

const settingOf: Record<Bucket, string> = {
  'input-audio': 'AWS_S3_INPUT_BUCKET',
  'output-audio': 'AWS_S3_OUTPUT_BUCKET',
  artifacts: 'AWS_S3_BUCKET',
}

/** The store's own name of the fault. An answer to HEAD has no body to say it in. */
export function codeOf(error: unknown, status: number): string {
  const name = error instanceof Error ? error.name : ''
  if (/^[A-Z]\w+$/.test(name) && !['Error', 'Unknown', 'UnknownError', 'NotFound'].includes(name))
    return name === 'Forbidden' ? 'AccessDenied' : name
  if (status === 403) return 'AccessDenied'
  return status === 404 ? 'NoSuchBucket' : name
}

/** What happened to a bucket and what to do about it, by S3's name of the fault; null where that name says nothing. */
export function adviceFor(code: string, bucket: Bucket, name: string): string | null {
  const setting = settingOf[bucket]
  switch (code) {
    case 'NoSuchBucket':
      return `the bucket ${name} does not exist. Create it, or set ${setting} to the name of one that does`
    case 'AccessDenied':
      return `the key in AWS_ACCESS_KEY_ID may not use the bucket ${name} (${setting}). Allow it s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject there`
    case 'InvalidAccessKeyId':
      return 'the store does not know the key in AWS_ACCESS_KEY_ID'
    case 'SignatureDoesNotMatch':
      return 'AWS_SECRET_ACCESS_KEY does not belong to the key in AWS_ACCESS_KEY_ID'
    case 'AuthorizationHeaderMalformed':
    case 'PermanentRedirect':
    case 'IllegalLocationConstraintException':
      return `the bucket ${name} is in another region than AWS_REGION says`
    case 'BucketAlreadyExists':
      return `somebody else owns a bucket named ${name}. Set ${setting} to another name`
    default:
      return null
  }
}
