import { createHash, createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** A message of `application/vnd.amazon.eventstream`; strings, dates and bytes are all the headers that it needs. */
export type EventMessage = { headers: Record<string, string | Date | Buffer>; payload: Buffer }

const overhead = 16

function encodeHeader(name: string, value: string | Date | Buffer): Buffer {
  const key = Buffer.from(name)
  const head = (type: number) =>
    Buffer.concat([Buffer.from([key.length]), key, Buffer.from([type])])
  if (value instanceof Date) {
    const time = Buffer.alloc(8)
    time.writeBigInt64BE(BigInt(value.getTime()))
    return Buffer.concat([head(8), time])
  }
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([head(typeof value === 'string' ? 7 : 6), length, bytes])
}

const encodeHeaders = (headers: EventMessage['headers']) =>
  Buffer.concat(Object.entries(headers).map(([name, value]) => encodeHeader(name, value)))

/** https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html */
export function encodeMessage({ headers, payload }: EventMessage): Buffer {
  const head = encodeHeaders(headers)
  const prelude = Buffer.alloc(12)
  prelude.writeUInt32BE(head.length + payload.length + overhead, 0)
  prelude.writeUInt32BE(head.length, 4)
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8)
  const most = Buffer.concat([prelude, head, payload])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(most))
  return Buffer.concat([most, sum])
}

function decodeHeaders(bytes: Buffer): EventMessage['headers'] {
  const headers: EventMessage['headers'] = {}
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt8(at)
    const name = bytes.toString('utf8', at + 1, at + 1 + size)
    const type = bytes.readUInt8(at + 1 + size)
    at += size + 2
    if (name in headers) throw new Error(`the header ${name} twice`)
    if (type === 8) {
      headers[name] = new Date(Number(bytes.readBigInt64BE(at)))
      at += 8
    } else if (type === 6 || type === 7) {
      const value = bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at))
      headers[name] = type === 7 ? value.toString() : value
      at += 2 + value.length
    } else throw new Error(`a header of type ${type}`)
  }
  return headers
}

/** Throws for a wrong checksum or length. */
export function decodeMessage(bytes: Buffer): EventMessage {
  if (bytes.readUInt32BE(0) !== bytes.length) throw new Error('a message of another length')
  if (bytes.readUInt32BE(8) !== crc32(bytes.subarray(0, 8))) throw new Error('a wrong prelude')
  const end = bytes.length - 4
  if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(0, end))) throw new Error('a wrong checksum')
  const headersEnd = 12 + bytes.readUInt32BE(4)
  return {
    headers: decodeHeaders(bytes.subarray(12, headersEnd)),
    payload: bytes.subarray(headersEnd, end),
  }
}

/** Cuts a stream of bytes into messages. */
export class MessageCutter {
  #rest = Buffer.alloc(0)

  cut(piece: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, piece])
    const found: Buffer[] = []
    while (this.#rest.length >= 4 && this.#rest.length >= this.#rest.readUInt32BE(0)) {
      const length = this.#rest.readUInt32BE(0)
      found.push(this.#rest.subarray(0, length))
      this.#rest = this.#rest.subarray(length)
    }
    return found
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/**
 * Checks the chain of signatures of a stream: each message is signed with the one before it, the first with the
 * request. (AWS, "Signature Version 4", `AWS4-HMAC-SHA256-PAYLOAD`.)
 */
export class SignatureChain {
  readonly #secret: string
  readonly #region: string
  readonly #service: string
  #prior: string

  constructor(secret: string, region: string, service: string, seed: string) {
    this.#secret = secret
    this.#region = region
    this.#service = service
    this.#prior = seed
  }

  /** Whether the message is signed as it has to be. */
  accepts({ headers, payload }: EventMessage): boolean {
    const date = headers[':date']
    const signature = headers[':chunk-signature']
    if (!(date instanceof Date) || !Buffer.isBuffer(signature)) return false
    const long = date.toISOString().replace(/[-:]|\.\d{3}/g, '')
    const day = long.slice(0, 8)
    const scope = `${day}/${this.#region}/${this.#service}/aws4_request`
    const text = [
      ...['AWS4-HMAC-SHA256-PAYLOAD', long, scope, this.#prior],
      ...[sha256(encodeHeaders({ ':date': date })), sha256(payload)],
    ].join('\n')
    const key = [this.#region, this.#service, 'aws4_request'].reduce(
      hmac,
      hmac(`AWS4${this.#secret}`, day),
    )
    this.#prior = createHmac('sha256', key).update(text).digest('hex')
    return this.#prior === signature.toString('hex')
  }
}
