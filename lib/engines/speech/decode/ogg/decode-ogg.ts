import {
  checkFlacLength,
  decodeFlacFrames,
  type FlacInfo,
  readFlacInfo,
} from '#lib/engines/speech/decode/flac/decode-flac.ts'
import { type OggPacket, readOgg } from '#lib/engines/speech/decode/ogg/read-ogg.ts'
import {
  OPUS_RATE,
  OpusPackets,
  readOpusHead,
} from '#lib/engines/speech/decode/opus/decode-opus.ts'
import type { SampleSink } from '#lib/engines/speech/decode/sample-sink.ts'
import { oggCodecOf } from '#lib/engines/speech/decode/sniff-audio.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'
import { VorbisDecoder } from '#lib/engines/speech/decode/vorbis/decode-vorbis.ts'
import { isVorbisHeader } from '#lib/engines/speech/decode/vorbis/vorbis-setup.ts'

export type OggCodec = 'opus' | 'vorbis' | 'flac'

/** Takes the packets of one logical stream. */
type Stream = {
  codec: OggCodec
  take(packet: OggPacket): Promise<void> | void
  end(): void
}

const damagedPackets = 'Some packets of the audio are damaged and were left out'

/** Leaves out what the last page does not count; `begin` is where the stream begins in the sink. */
function cutAtEnd(sink: SampleSink, begin: number, granule: number | null, skipped: number): void {
  if (granule === null) return
  const length = granule - skipped
  if (length >= 0 && begin + length < sink.length) sink.cut(begin + length)
}

function opusStream(head: OggPacket, sink: SampleSink): Stream {
  const info = readOpusHead(head.bytes)
  const begin = sink.length
  let opened: OpusPackets | null = null
  let headers = 1
  return {
    codec: 'opus',
    async take({ bytes, granule, last }) {
      // The second packet is comments.
      if (headers++ === 1) return
      opened ??= await OpusPackets.open(info)
      const planes = opened.decode(bytes)
      if (planes) sink.add(planes, OPUS_RATE)
      else sink.warn(damagedPackets)
      if (last) cutAtEnd(sink, begin, granule, info.preSkip)
    },
    end: () => opened?.close(),
  }
}

function vorbisStream(head: OggPacket, sink: SampleSink): Stream {
  const begin = sink.length
  let decoder: VorbisDecoder | null = null
  return {
    codec: 'vorbis',
    take({ bytes, granule, last }) {
      if (!decoder) {
        if (isVorbisHeader(bytes, 5)) decoder = new VorbisDecoder(head.bytes, bytes)
        else if (!isVorbisHeader(bytes, 3)) sink.warn(damagedPackets)
        return
      }
      const planes = decoder.decode(bytes)
      if (planes) sink.add(planes, decoder.setup.sampleRate)
      else sink.warn(damagedPackets)
      if (last) cutAtEnd(sink, begin, granule, 0)
    },
    end: () => undefined,
  }
}

function flacStream(head: OggPacket, sink: SampleSink): Stream {
  // 9 bytes of mapping, the magic number, the header of a block (RFC 9639, 10.1).
  const info: FlacInfo = readFlacInfo(head.bytes, 17)
  return {
    codec: 'flac',
    take({ bytes }) {
      // Blocks of metadata have other first bytes than frames.
      if (bytes[0] === 0xff) decodeFlacFrames(bytes, 0, info, sink)
    },
    end: () => checkFlacLength(info, sink),
  }
}

function openStream(packet: OggPacket, sink: SampleSink): Stream | null {
  if (oggCodecOf(packet.bytes) !== null) return null
  const first = packet.bytes[0]
  if (first === 1) return vorbisStream(packet, sink)
  return first === 0x7f ? flacStream(packet, sink) : opusStream(packet, sink)
}

/**
 * Decodes the first audio stream of an Ogg file, and those that follow it in a chain, as live streams have them. Throws
 * `UnreadableAudioError`.
 */
export async function decodeOgg(bytes: Uint8Array, sink: SampleSink): Promise<OggCodec> {
  let open: { serial: number; stream: Stream } | null = null
  try {
    for (const packet of readOgg(bytes, sink)) {
      if (!packet.first) {
        if (open?.serial === packet.serial) await open.stream.take(packet)
        continue
      }
      // Streams that begin together are tracks: the first one is heard. One that begins later follows in a chain.
      if (open && sink.length === 0) continue
      const stream = openStream(packet, sink)
      if (!stream) continue
      open?.stream.end()
      open = { serial: packet.serial, stream }
    }
  } finally {
    open?.stream.end()
  }
  if (!open) throw new UnreadableAudioError('The Ogg file holds no audio that can be read')
  return open.stream.codec
}
