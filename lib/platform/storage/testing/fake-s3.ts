import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { signatureFault, type Signer } from '#lib/platform/storage/testing/sigv4.ts'

type StoredBytes = { bytes: Buffer; contentType: string; modifiedAt: Date }
type Answer = { status: number; headers?: Record<string, string>; body?: Buffer }

const statuses: Record<string, number> = {
  NoSuchBucket: 404,
  NoSuchKey: 404,
  BucketAlreadyOwnedByYou: 409,
  InvalidRange: 416,
  MethodNotAllowed: 405,
  NotImplemented: 501,
  InternalError: 500,
}

const fault = (code: string): Answer => ({
  status: statuses[code] ?? 403,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  ),
})

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of message as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

function readObject(object: StoredBytes, range: string | undefined): Answer {
  const { bytes } = object
  const headers = {
    'content-type': object.contentType,
    'last-modified': object.modifiedAt.toUTCString(),
    etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    'accept-ranges': 'bytes',
  }
  const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? '')
  if (!match) return { status: 200, headers, body: bytes }
  const start = Number(match[1])
  const end = Math.min(match[2] ? Number(match[2]) : Infinity, bytes.length - 1)
  if (start >= bytes.length) return fault('InvalidRange')
  const contentRange = { 'content-range': `bytes ${start}-${end}/${bytes.length}` }
  return {
    status: 206,
    headers: { ...headers, ...contentRange },
    body: bytes.subarray(start, end + 1),
  }
}

const emptyList = Buffer.from('<?xml version="1.0"?><ListBucketResult></ListBucketResult>')

/** Buckets and objects in memory, with S3's answers for the requests that Earshot makes. */
function createObjects() {
  const buckets = new Map<string, Map<string, StoredBytes>>()
  let maySetUp = true

  function onBucket(method: string, name: string): Answer {
    const known = buckets.has(name)
    if (method === 'HEAD') return known ? { status: 200 } : fault('NoSuchBucket')
    if (method === 'GET') return known ? { status: 200, body: emptyList } : fault('NoSuchBucket')
    if (method !== 'PUT') return fault('MethodNotAllowed')
    if (!maySetUp) return fault('AccessDenied')
    if (known) return fault('BucketAlreadyOwnedByYou')
    buckets.set(name, new Map())
    return { status: 200 }
  }

  function onObject(message: IncomingMessage, bucket: string, key: string, body: Buffer): Answer {
    const objects = buckets.get(bucket)
    if (!objects) return fault('NoSuchBucket')
    if (message.method === 'PUT') {
      const contentType = message.headers['content-type'] ?? 'binary/octet-stream'
      objects.set(key, { bytes: body, contentType, modifiedAt: new Date() })
      return { status: 200 }
    }
    if (message.method === 'DELETE') {
      objects.delete(key)
      return { status: 204 }
    }
    const object = objects.get(key)
    if (!object) return fault('NoSuchKey')
    return readObject(object, message.headers.range)
  }

  const answer = (message: IncomingMessage, body: Buffer): Answer => {
    // Bodies framed by the SDK (aws-chunked) must not be stored as they come; this store does not unframe them.
    if (message.headers['content-encoding']?.includes('aws-chunked')) return fault('NotImplemented')
    const { pathname } = new URL(message.url ?? '/', 'http://peer')
    const [bucket = '', ...rest] = decodeURIComponent(pathname).slice(1).split('/')
    const key = rest.join('/')
    return key === ''
      ? onBucket(message.method ?? '', bucket)
      : onObject(message, bucket, key, body)
  }
  return {
    answer,
    find: (bucket: string, key: string) => buckets.get(bucket)?.get(key)?.bytes,
    names: () => [...buckets.keys()],
    allowBuckets: (allowed: boolean) => (maySetUp = allowed),
  }
}

type Trouble = 'none' | 'down' | 'silent'

/** A small strict S3: loopback, path style, refuses whatever is not signed with the right key. */
export async function startFakeS3(signer: Signer) {
  const objects = createObjects()
  const requests: string[] = []
  let failing = 0
  let unanswered = 0
  let trouble: Trouble = 'none'

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(message)
    if (trouble === 'down') return void message.socket.resetAndDestroy()
    if (trouble === 'silent') return void unanswered++
    requests.push(`${message.method} ${message.url}`)
    const refused = signatureFault(message, body, signer)
    const {
      status,
      headers,
      body: bytes,
    } = refused !== null
      ? fault(refused)
      : failing-- > 0
        ? fault('InternalError')
        : objects.answer(message, body)
    response.writeHead(status, { ...headers, 'content-length': String(bytes?.length ?? 0) })
    response.end(message.method === 'HEAD' ? undefined : bytes)
  }

  const server = createServer((message, response) => void serve(message, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    /** Requests that were heard and not answered. */
    unanswered: () => unanswered,
    /** From now on: every connection is reset, or no request is answered. */
    trouble(kind: Trouble) {
      trouble = kind
    },
    /** What is stored as `bucket/key`. */
    object(bucket: string, key: string): Buffer | undefined {
      return objects.find(bucket, key)
    },
    /** Names of the buckets that were made. */
    buckets: () => objects.names(),
    /** Whether the key may make buckets. */
    allowBuckets: (allowed: boolean) => objects.allowBuckets(allowed),
    /** Answers the next `count` requests with 500. */
    failNext(count: number) {
      failing = count
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
