import { OpusDecoder } from 'opus-decoder'

import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** What `OpusHead` says (RFC 7845, 5.1). */
export type OpusHead = {
  channels: number
  /** samples at 48 kHz to leave out at the beginning */
  preSkip: number
  /** factor of the amplitude */
  gain: number
  streamCount: number
  coupledStreamCount: number
  channelMappingTable: number[]
}

/** Opus is always decoded at its own rate. */
export const OPUS_RATE = 48_000
/** Bytes of a packet for each channel: what the decoder has room for. */
const MAX_PACKET = 3_840

/** Reads `OpusHead`. Throws `UnreadableAudioError`. */
export function readOpusHead(packet: Uint8Array): OpusHead {
  if (packet.length < 19) throw new UnreadableAudioError('The Opus header is cut off')
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  const channels = view.getUint8(9)
  const family = view.getUint8(18)
  const head = {
    channels,
    preSkip: view.getUint16(10, true),
    gain: 10 ** (view.getInt16(16, true) / 256 / 20),
  }
  if (channels < 1 || channels > 8 || (family === 0 && channels > 2))
    throw new UnreadableAudioError(`The Opus header declares ${channels} channels`)
  if (family === 0)
    return {
      ...head,
      ...{ streamCount: 1, coupledStreamCount: channels - 1 },
      channelMappingTable: channels === 2 ? [0, 1] : [0],
    }
  const table = [...packet.subarray(21, 21 + channels)]
  const [streams = 0, coupled = 0] = packet.subarray(19, 21)
  const known = table.every((index) => index < streams + coupled || index === 255)
  if (table.length < channels || streams < 1 || coupled > streams || !known)
    throw new UnreadableAudioError('The Opus header has a damaged table of channels')
  return {
    ...head,
    ...{ streamCount: streams, coupledStreamCount: coupled, channelMappingTable: table },
  }
}

/** Decodes the packets of one Opus stream with libopus. */
export class OpusPackets {
  readonly #head: OpusHead
  readonly #decoder: OpusDecoder
  #skip: number

  private constructor(head: OpusHead) {
    this.#head = head
    this.#skip = head.preSkip
    const { channels, streamCount, coupledStreamCount, channelMappingTable } = head
    this.#decoder = new OpusDecoder({
      ...{ channels, streamCount, coupledStreamCount, channelMappingTable },
    })
  }

  static async open(head: OpusHead): Promise<OpusPackets> {
    const packets = new OpusPackets(head)
    await packets.#decoder.ready
    return packets
  }

  /** Its samples, ±1 by channel, without those that are to be left out; null for a packet that is damaged. */
  decode(packet: Uint8Array): Float32Array[] | null {
    if (packet.length > MAX_PACKET * this.#head.channels) return null
    const { channelData, samplesDecoded, errors } = this.#decoder.decodeFrame(packet)
    if (errors.length > 0) return null
    const skipped = Math.min(this.#skip, samplesDecoded)
    this.#skip -= skipped
    const { gain } = this.#head
    return channelData.map((samples) => {
      const rest = samples.subarray(skipped, samplesDecoded)
      return gain === 1 ? rest : rest.map((value) => value * gain)
    })
  }

  close(): void {
    this.#decoder.free()
  }
}
