/** Bits of a Vorbis packet, the lowest of each byte first. Beyond the end it reads zeros and is `over`. */
export class VorbisBits {
  readonly #bytes: Uint8Array
  readonly #end: number
  #position = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#end = bytes.length * 8
  }

  /** Whether more was read than there is. */
  get over(): boolean {
    return this.#position > this.#end
  }

  /** An unsigned number of up to 32 bits. */
  read(bits: number): number {
    if (bits > 16) return this.read(16) + this.read(bits - 16) * 65_536
    const at = this.#position >> 3
    const word =
      (this.#bytes[at] ?? 0) |
      ((this.#bytes[at + 1] ?? 0) << 8) |
      ((this.#bytes[at + 2] ?? 0) << 16)
    const value = (word >> (this.#position & 7)) & ((1 << bits) - 1)
    this.#position += bits
    return value
  }

  flag(): boolean {
    return this.read(1) === 1
  }
}

/** How many bits a number needs; 0 for 0 (Vorbis I, 9.2.1). */
export const ilog = (value: number): number => 32 - Math.clz32(value)
