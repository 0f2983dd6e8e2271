import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Transform } from 'node:stream'
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createGzip,
  gzipSync,
  type BrotliOptions,
  type ZlibOptions,
} from 'node:zlib'

type Encoding = 'br' | 'gzip'

/** How long the first part of a page waits for the rest, in ms. Parts that come later follow one by one. */
const patienceMs = 30
/** Bytes below which it is not worth it, and above which it would hold up others. */
const little = 1_000
const much = 500_000

// Pages are full of repetitions: these are a tenth larger than by the usual levels, for a third of the time.
const gzip: ZlibOptions = { level: 3 }
const brotli: BrotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }

const compressible = /^(?:text\/|application\/(?:json|javascript|manifest\+json)|image\/svg)/

const takesBrotli = /(?:^|,)\s*br\s*(?:;\s*q=(?:1|0?\.\d*[1-9])[^,]*)?(?:,|$)/
const takesGzip = /(?:^|,)\s*gzip\s*(?:;\s*q=(?:1|0?\.\d*[1-9])[^,]*)?(?:,|$)/

/** What the browser takes, the better one first; null: neither. */
const encodingOf = (accepted = ''): Encoding | null =>
  takesBrotli.test(accepted) ? 'br' : takesGzip.test(accepted) ? 'gzip' : null

type Callback = (error?: Error | null) => void

/** What Node calls before the first part, and the compression of Next.js before it hands one on. */
type WithHeaders = ServerResponse & { _implicitHeader?: () => void }

/** Takes the place of `write` and `end` of a response. */
class PageBody {
  private held: Buffer[] | null = []
  private size = 0
  private stream: (Transform & { flush(): void }) | null = null
  private timer: NodeJS.Timeout | undefined
  private readonly send
  private readonly response: ServerResponse
  private readonly encoding: Encoding
  constructor(response: ServerResponse, encoding: Encoding) {
    this.response = response
    this.encoding = encoding
    this.send = {
      write: response.write.bind(response),
      end: response.end.bind(response),
      flushHeaders: response.flushHeaders.bind(response),
    }
    // Nothing is sent before it is known how.
    ;(response as WithHeaders)._implicitHeader = () => undefined
    response.once('close', () => {
      clearTimeout(this.timer)
      this.stream?.destroy()
    })
  }

  /** Takes the parts that were held, and lets headers be sent. */
  private release(): Buffer[] {
    const parts = this.held ?? []
    this.held = null
    delete (this.response as WithHeaders)._implicitHeader
    return parts
  }

  private isWorthIt(): boolean {
    const { response } = this
    if (response.headersSent || response.hasHeader('content-encoding')) return false
    if (/no-transform/.test(String(response.getHeader('cache-control') ?? ''))) return false
    return compressible.test(String(response.getHeader('content-type') ?? ''))
  }

  private begin(): void {
    this.response.setHeader('content-encoding', this.encoding)
    this.response.removeHeader('content-length')
  }

  /** From now on part by part. */
  private goOn(): void {
    clearTimeout(this.timer)
    const parts = this.release()
    if (this.isWorthIt()) {
      this.begin()
      const stream = this.encoding === 'br' ? createBrotliCompress(brotli) : createGzip(gzip)
      stream.on('data', (part: Buffer) => {
        if (this.send.write(part)) return
        stream.pause()
        this.response.once('drain', () => stream.resume())
      })
      stream.on('end', () => this.send.end())
      stream.on('drain', () => this.response.emit('drain'))
      this.stream = stream
    }
    for (const part of parts) (this.stream ?? this.send).write(part)
    this.stream?.flush()
  }

  write(part: Buffer, done?: Callback): boolean {
    if (this.held) {
      this.held.push(part)
      this.size += part.length
      this.timer ??= setTimeout(() => this.goOn(), patienceMs)
      if (this.size > much) this.goOn()
      if (done) process.nextTick(done)
      return true
    }
    if (!this.stream) return this.send.write(part, done)
    const more = this.stream.write(part, done)
    this.stream.flush()
    return more
  }

  end(part: Buffer | null, done?: () => void): void {
    clearTimeout(this.timer)
    if (done) this.response.once('finish', done)
    if (!this.held) {
      if (part) (this.stream ?? this.send).write(part)
      ;(this.stream ?? this.send).end()
      return
    }
    const parts = this.release()
    const body = Buffer.concat(part ? [...parts, part] : parts)
    if (body.length < little || !this.isWorthIt()) {
      this.send.end(body.length === 0 ? undefined : body)
      return
    }
    this.begin()
    const small = this.encoding === 'br' ? brotliCompressSync(body, brotli) : gzipSync(body, gzip)
    this.response.setHeader('content-length', small.length)
    this.send.end(small)
  }

  flushHeaders(): void {
    if (!this.held) this.send.flushHeaders()
  }
}

const bytes = (part: unknown, encoding: unknown): Buffer =>
  typeof part === 'string'
    ? Buffer.from(part, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
    : Buffer.from(part as Uint8Array)

/**
 * Compresses what a page answers: whole where it is there at once, which most pages are, so that it costs one look by the
 * compressor and one write. Next.js compresses each part by itself, and waits for a thread each time: a fifth of a page's time.
 */
export function compressPage(request: IncomingMessage, response: ServerResponse): void {
  const encoding = encodingOf(request.headers['accept-encoding'])
  if (encoding === null || request.method === 'HEAD') return
  // Else Next.js does it.
  delete request.headers['accept-encoding']
  response.appendHeader('vary', 'accept-encoding')
  const body = new PageBody(response, encoding)
  const callback = (values: unknown[]) =>
    values.find((value): value is () => void => typeof value === 'function')
  response.write = (part: unknown, ...more: unknown[]) =>
    body.write(bytes(part, more[0]), callback(more))
  response.end = (...given: unknown[]) => {
    const [part, encodingOfPart] = given
    const isPart = part !== undefined && part !== null && typeof part !== 'function'
    body.end(isPart ? bytes(part, encodingOfPart) : null, callback(given))
    return response
  }
  response.flushHeaders = () => body.flushHeaders()
}
