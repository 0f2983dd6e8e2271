import { pipeline, Readable, type Transform } from 'node:stream'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'

import { peek } from '#lib/engines/connectors/peek.ts'
import { excerpt, protocolFault, tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

type Header = string | string[] | undefined
type Layer = 'gzip' | 'deflate' | 'br' | 'zstd'

const layers: Record<string, Layer> = {
  ...{ gzip: 'gzip', 'x-gzip': 'gzip', deflate: 'deflate', br: 'br', zstd: 'zstd' },
}

/** RFC 8878, 7.2: a window of at most 8 MB is what every reader must support, and none need more. */
const zstd = { params: { [constants.ZSTD_d_windowLogMax]: 23 } }

/** Coding of the first bytes by their magic number; null for none. No JSON and no event stream begins like that. */
function sniffed(head: Buffer): Layer | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  return head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : null
}

/** `deflate` is zlib's form by RFC 9110, and raw by what some servers do: the header of RFC 1950 tells. */
const isZlib = (head: Buffer) =>
  head.length >= 2 && ((head[0] ?? 0) & 0x0f) === 8 && head.readUInt16BE(0) % 31 === 0

function inflater(layer: Layer, head: Buffer): Transform {
  if (layer === 'br') return createBrotliDecompress()
  if (layer === 'zstd') return createZstdDecompress(zstd)
  if (layer === 'gzip') return createGunzip()
  return isZlib(head) ? createInflate() : createInflateRaw()
}

async function* bounded(
  source: AsyncIterable<Buffer>,
  peer: string,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge(peer, maxBytes)
    yield chunk
  }
}

function codings(header: Header, peer: string): Layer[] {
  const names = String(header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
  return names.map((name) => {
    const layer = layers[name]
    if (layer === undefined)
      throw protocolFault(
        peer,
        `the answer is packed as "${excerpt(name, 40)}", which cannot be unpacked: let it be sent plain, or as gzip, br, deflate or zstd`,
      )
    return layer
  })
}

async function* inflated(
  source: AsyncIterable<Buffer>,
  layer: Layer,
  head: Buffer,
  peer: string,
): AsyncGenerator<Buffer> {
  const transform = inflater(layer, head)
  // Its outcome reaches the loop below as the stream's own error.
  pipeline(Readable.from(source), transform, () => undefined)
  try {
    for await (const chunk of transform as AsyncIterable<Buffer>) yield chunk
  } catch (error) {
    if (error instanceof NetworkError) throw error
    throw protocolFault(peer, `the answer is not valid ${layer}: ${errorMessage(error)}`, 200)
  }
}

/**
 * The bytes of an answer without its content codings (RFC 9110, 8.4), each bounded to `maxBytes` packed and unpacked. A
 * gzip or zstd answer that does not say so is known by its first bytes, and so is a plain one that claims to be packed. Each
 * message of a gzip answer may be a member of its own. Throws NetFault `protocol` or `too_large`.
 */
export async function* unpacked(
  source: AsyncIterable<Buffer>,
  options: { encoding: Header; peer: string; maxBytes: number },
): AsyncGenerator<Buffer> {
  const { encoding, peer, maxBytes } = options
  const named = codings(encoding, peer)
  let { head, all } = await peek(bounded(source, peer, maxBytes), 4)
  const found = sniffed(head)
  for (const layer of named.length > 0 ? named.reverse() : found === null ? [] : [found]) {
    const mislabelled = (layer === 'gzip' || layer === 'zstd') && sniffed(head) !== layer
    if (head.length === 0 || mislabelled) continue
    const inner = inflated(all, layer, head, peer)
    ;({ head, all } = await peek(bounded(inner, peer, maxBytes), 4))
  }
  yield* all
}
