import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Credentials and region that a request must have been signed with. */
export type Signer = {
  accessKeyId: string
  secretAccessKey: string
  region: string
  /** `s3` unless told */
  service?: string
  /** the service takes requests whose body is not part of the signature */
  unsignedBody?: boolean
  /** what stands for the hash of a body that is signed piece by piece */
  streamedHash?: string
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/
const MAX_SKEW_MS = 15 * 60_000

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** RFC 3986 spelling, which differs from `encodeURIComponent` in five characters. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )

function canonicalRequest(
  message: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  signed: string[],
  payloadHash: string,
): string {
  const url = new URL(message.url ?? '/', 'http://peer')
  const path = decodeURIComponent(url.pathname).split('/').map(encode).join('/')
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`)
  const headers = signed.map((name) => {
    const value = message.headers[name]
    return `${name}:${String(value ?? '')
      .trim()
      .replace(/\s+/g, ' ')}\n`
  })
  return [
    message.method,
    path,
    query.toSorted().join('&'),
    headers.join(''),
    signed.join(';'),
    payloadHash,
  ].join('\n')
}

function parseTime(stamp: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp)?.slice(1).map(Number)
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = parts ?? []
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** S3's error code for a request that is not properly signed, or null. AWS SigV4, header form, whole payload hashed. */
export function signatureFault(
  message: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  body: Buffer,
  signer: Signer,
): string | null {
  const match = AUTHORIZATION.exec(message.headers.authorization ?? '')
  if (!match) return 'AccessDenied'
  const [, keyId = '', date = '', region = '', asked = '', names = '', signature = ''] = match
  const { service = 's3' } = signer
  if (keyId !== signer.accessKeyId) return 'InvalidAccessKeyId'
  if (region !== signer.region || asked !== service) return 'AuthorizationHeaderMalformed'
  const stamp = String(message.headers['x-amz-date'])
  if (!(Math.abs(Date.now() - parseTime(stamp)) < MAX_SKEW_MS) || !stamp.startsWith(date))
    return 'RequestTimeTooSkewed'
  const signed = names.split(';')
  const mustBeSigned = Object.keys(message.headers).filter((name) => name.startsWith('x-amz-'))
  if (!['host', ...mustBeSigned].every((name) => signed.includes(name))) return 'AccessDenied'
  const payloadHash = String(message.headers['x-amz-content-sha256'])
  const bodyIsSigned = !(signer.unsignedBody && payloadHash === 'UNSIGNED-PAYLOAD')
  if (bodyIsSigned && payloadHash !== (signer.streamedHash ?? sha256(body)))
    return 'XAmzContentSHA256Mismatch'
  const scope = `${date}/${region}/${service}/aws4_request`
  const request = sha256(canonicalRequest(message, signed, payloadHash))
  const text = ['AWS4-HMAC-SHA256', stamp, scope, request].join('\n')
  const key = [region, service, 'aws4_request'].reduce(
    hmac,
    hmac(`AWS4${signer.secretAccessKey}`, date),
  )
  const expected = hmac(key, text)
  return timingSafeEqual(expected, Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch'
}
