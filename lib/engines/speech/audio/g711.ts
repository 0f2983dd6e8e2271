/** ITU-T G.711 companding, one byte a sample, computed from the segment definition of the standard. */

const BIAS = 0x84
const CLIP = 32_635

/** Decodes one µ-law byte to a 16-bit sample. */
function expandMulaw(code: number): number {
  const bits = ~code & 0xff
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS
  return bits & 0x80 ? -magnitude : magnitude
}

/** Encodes one 16-bit sample to its µ-law byte. */
function compressMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS
  const segment = 31 - Math.clz32(magnitude) - 7
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff
}

/** Decodes one A-law byte to a 16-bit sample. */
function expandAlaw(code: number): number {
  const bits = code ^ 0x55
  const segment = (bits >> 4) & 7
  const step = (bits & 0x0f) << 4
  const magnitude = segment === 0 ? step + 8 : (step + 0x108) << (segment - 1)
  return bits & 0x80 ? magnitude : -magnitude
}

/** Encodes one 16-bit sample to its A-law byte. Negative samples are one's-complemented, as in the standard. */
function compressAlaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80
  const magnitude = (sample < 0 ? ~sample : sample) >> 4
  const segment = Math.max(0, 31 - Math.clz32(magnitude) - 3)
  const step = segment < 2 ? magnitude : magnitude >> (segment - 1)
  return (sign | (segment << 4) | (step & 0x0f)) ^ 0x55
}

const decodeTable = (expand: (code: number) => number) =>
  Int16Array.from({ length: 256 }, (_, code) => expand(code))
const encodeTable = (compress: (sample: number) => number) =>
  Uint8Array.from({ length: 65_536 }, (_, index) => compress(index - 32_768))

const decodeTables = { mulaw: decodeTable(expandMulaw), alaw: decodeTable(expandAlaw) }
const encodeTables: Partial<Record<Law, Uint8Array>> = {}
const compressors = { mulaw: compressMulaw, alaw: compressAlaw }

/** `mulaw` is used in North America and Japan, `alaw` elsewhere. */
export type Law = 'mulaw' | 'alaw'

/** Expands G.711 bytes to 16-bit samples, one for one. */
export function decodeG711(bytes: Uint8Array, law: Law): Int16Array {
  const table = decodeTables[law]
  const pcm = new Int16Array(bytes.length)
  for (let n = 0; n < pcm.length; n++) pcm[n] = table[bytes[n] ?? 0] ?? 0
  return pcm
}

/** Compresses 16-bit samples to G.711 bytes, one for one; codes survive decoding and encoding again. */
export function encodeG711(pcm: Int16Array, law: Law): Uint8Array {
  const table = (encodeTables[law] ??= encodeTable(compressors[law]))
  const bytes = new Uint8Array(pcm.length)
  for (let n = 0; n < bytes.length; n++) bytes[n] = table[(pcm[n] ?? 0) + 32_768] ?? 0
  return bytes
}
