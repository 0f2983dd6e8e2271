/** Types of messages of Asterisk's AudioSocket: one byte, then two of length, then the payload. */
const types = { hangup: 0x00, uuid: 0x01, dtmf: 0x03, audio: 0x10, error: 0xff } as const

export type AudioSocketKind = keyof typeof types

export function audioSocketMessage(kind: AudioSocketKind, payload: Buffer): Buffer {
  const head = Buffer.alloc(3)
  head.writeUInt8(types[kind], 0)
  head.writeUInt16BE(payload.length, 1)
  return Buffer.concat([head, payload])
}

/** Cuts what comes over a connection into messages; types that are not known are passed over. */
export class AudioSocketReader {
  #rest = Buffer.alloc(0)

  read(bytes: Buffer): { kind: AudioSocketKind; payload: Buffer }[] {
    this.#rest = Buffer.concat([this.#rest, bytes])
    const found: { kind: AudioSocketKind; payload: Buffer }[] = []
    for (;;) {
      const end = this.#rest.length < 3 ? Infinity : 3 + this.#rest.readUInt16BE(1)
      if (this.#rest.length < end) return found
      const type = this.#rest.readUInt8(0)
      const [kind] = Object.entries(types).find(([, value]) => value === type) ?? []
      if (kind !== undefined)
        found.push({ kind: kind as AudioSocketKind, payload: this.#rest.subarray(3, end) })
      this.#rest = this.#rest.subarray(end)
    }
  }
}
