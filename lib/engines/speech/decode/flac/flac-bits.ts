/** The end of the data came in the middle of something. */
export class FlacCutError extends Error {}

/** Bits of a FLAC stream, the highest of each byte first. */
export class FlacBits {
  readonly #bytes: Uint8Array
  readonly #end: number
  /** bits from the start */
  position: number

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.#end = bytes.length * 8
    this.position = at * 8
  }

  /** Bytes from the start, when at the beginning of one. */
  get byte(): number {
    return Math.ceil(this.position / 8)
  }

  /** 32 bits from the byte of the position; those beyond the end are 0. */
  #word(): number {
    const at = Math.floor(this.position / 8)
    const bytes = this.#bytes
    return (
      ((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0)
    )
  }

  /** Throws `FlacCutError` beyond the end, as all that reads. */
  #advance(bits: number): void {
    this.position += bits
    if (this.position > this.#end) throw new FlacCutError('the data end too early')
  }

  /** An unsigned number of up to 32 bits. */
  read(bits: number): number {
    if (bits === 0) return 0
    if (bits > 24) return this.read(bits - 16) * 65_536 + this.read(16)
    const value = (this.#word() << (this.position & 7)) >>> (32 - bits)
    this.#advance(bits)
    return value
  }

  /** A number in two's complement of up to 33 bits. */
  readSigned(bits: number): number {
    if (bits > 32) return (this.read(1) === 1 ? -(2 ** 32) : 0) + this.read(32)
    const value = this.read(bits)
    return value >= 2 ** (bits - 1) ? value - 2 ** bits : value
  }

  /** How many zeros come before the next one. */
  readUnary(): number {
    let zeros = 0
    for (;;) {
      const skip = this.position & 7
      const window = this.#word() << skip
      if (window !== 0) {
        const leading = Math.clz32(window)
        this.#advance(leading + 1)
        return zeros + leading
      }
      zeros += 32 - skip
      this.#advance(32 - skip)
    }
  }

  align(): void {
    this.position = Math.ceil(this.position / 8) * 8
  }
}

const table = (polynomial: number, width: 8 | 16) =>
  Uint16Array.from({ length: 256 }, (_, byte) => {
    let value = byte << (width - 8)
    for (let bit = 0; bit < 8; bit++)
      value = value & (1 << (width - 1)) ? (value << 1) ^ polynomial : value << 1
    return value & (2 ** width - 1)
  })

const table8 = table(0x07, 8)
const table16 = table(0x8005, 16)

/** CRC-8 of a frame header: x^8 + x^2 + x + 1 (RFC 9639, 9.1.8). */
export function crc8(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = table8[value ^ (bytes[at] ?? 0)] ?? 0
  return value
}

/** CRC-16 of a frame: x^16 + x^15 + x^2 + 1 (RFC 9639, 9.3). */
export function crc16(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++)
    value = ((value << 8) & 0xffff) ^ (table16[(value >> 8) ^ (bytes[at] ?? 0)] ?? 0)
  return value
}
