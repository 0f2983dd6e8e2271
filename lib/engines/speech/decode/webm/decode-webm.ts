import {
  OPUS_RATE,
  OpusPackets,
  readOpusHead,
} from '#lib/engines/speech/decode/opus/decode-opus.ts'
import type { SampleSink } from '#lib/engines/speech/decode/sample-sink.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'
import { VorbisDecoder } from '#lib/engines/speech/decode/vorbis/decode-vorbis.ts'
import {
  type Element,
  elementsOf,
  laceSizes,
  readVint,
  unsignedOf,
} from '#lib/engines/speech/decode/webm/ebml.ts'

/** Ids of the elements that matter (RFC 9559). */
const ids = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  entry: 0xae,
  number: 0xd7,
  type: 0x83,
  codec: 0x86,
  codecPrivate: 0x63a2,
  cluster: 0x1f43b675,
  simpleBlock: 0xa3,
  group: 0xa0,
  block: 0xa1,
  discardPadding: 0x75a2,
}
/** Elements that contain others of interest. */
const opened = new Set([ids.segment, ids.tracks, ids.cluster, ids.group])

type Track = { number: number; type: number; codec: string; codecPrivate: Uint8Array }

function readTrack(bytes: Uint8Array, entry: Element): Track {
  const track: Track = { number: 0, type: 0, codec: '', codecPrivate: new Uint8Array(0) }
  for (const element of elementsOf(bytes, entry.start, entry.end)) {
    const content = bytes.subarray(element.start, element.end)
    if (element.id === ids.number) track.number = unsignedOf(bytes, element)
    if (element.id === ids.type) track.type = unsignedOf(bytes, element)
    if (element.id === ids.codec)
      track.codec = Buffer.from(content).toString('latin1').replace(/\0+$/, '')
    if (element.id === ids.codecPrivate) track.codecPrivate = content
  }
  return track
}

/** The frames of a block that belongs to a track. */
function* framesOf(bytes: Uint8Array, block: Element, track: number): Generator<Uint8Array> {
  const number = readVint(bytes, block.start)
  if (!number || number.value !== track) return
  // Two bytes of time, one of flags.
  const flags = bytes[block.start + number.length + 2] ?? 0
  const from = block.start + number.length + 3
  if (from > block.end) return
  const { at, sizes } = laceSizes(bytes, from, block.end, (flags >> 1) & 3)
  let start = at
  for (const size of sizes) {
    yield bytes.subarray(start, start + size)
    start += size
  }
}

/** Decodes one track: frames in, samples into the sink. */
type TrackDecoder = {
  rate: number
  decode(frame: Uint8Array): Float32Array[] | null
  close(): void
}

/** The three headers of Vorbis, which Matroska keeps laced in one. */
function openVorbis(codecPrivate: Uint8Array): TrackDecoder {
  if ((codecPrivate[0] ?? 0) !== 2) throw new UnreadableAudioError('The Vorbis header is cut off')
  const { at, sizes } = laceSizes(codecPrivate, 0, codecPrivate.length, 1)
  const [first = 0, second = 0, third = 0] = sizes
  const setup = at + first + second
  const decoder = new VorbisDecoder(
    codecPrivate.subarray(at, at + first),
    codecPrivate.subarray(setup, setup + third),
  )
  const { sampleRate: rate } = decoder.setup
  return { rate, decode: (frame) => decoder.decode(frame), close: () => undefined }
}

async function openOpus(codecPrivate: Uint8Array): Promise<TrackDecoder> {
  const packets = await OpusPackets.open(readOpusHead(codecPrivate))
  return { rate: OPUS_RATE, decode: (frame) => packets.decode(frame), close: () => packets.close() }
}

function openTrack({ codec, codecPrivate }: Track): Promise<TrackDecoder> | TrackDecoder {
  if (codec === 'A_OPUS') return openOpus(codecPrivate)
  if (codec === 'A_VORBIS') return openVorbis(codecPrivate)
  throw new UnreadableAudioError(
    `The WebM or Matroska file holds ${codec.replace(/^A_/, '')}; Opus and Vorbis can be read`,
  )
}

type Reading = { track: Track; decoder: TrackDecoder }

function takeBlock(
  bytes: Uint8Array,
  block: Element,
  { track, decoder }: Reading,
  sink: SampleSink,
): void {
  for (const frame of framesOf(bytes, block, track.number)) {
    const planes = decoder.decode(frame)
    if (planes) sink.add(planes, decoder.rate)
    else sink.warn('Some packets of the audio are damaged and were left out')
  }
}

/** ns at the end of the last block that are not to be played; Matroska's number is signed. */
function discard(bytes: Uint8Array, element: Element, rate: number, sink: SampleSink): void {
  const bits = (element.end - element.start) * 8
  const value = unsignedOf(bytes, element)
  if (bits > 48 || value >= 2 ** (bits - 1)) return
  sink.cut(Math.max(0, sink.length - Math.round((value * rate) / 1e9)))
}

/** Decodes the first audio track of a WebM or Matroska file. Throws `UnreadableAudioError`. */
export async function decodeWebm(bytes: Uint8Array, sink: SampleSink): Promise<'opus' | 'vorbis'> {
  let reading: Reading | null = null
  try {
    for (const element of elementsOf(bytes, 0, bytes.length, opened)) {
      sink.checkTime()
      if (element.id === ids.entry && !reading) {
        const track = readTrack(bytes, element)
        if (track.type === 2) reading = { track, decoder: await openTrack(track) }
      }
      if (!reading) continue
      if (element.id === ids.simpleBlock || element.id === ids.block)
        takeBlock(bytes, element, reading, sink)
      if (element.id === ids.discardPadding) discard(bytes, element, reading.decoder.rate, sink)
    }
  } finally {
    reading?.decoder.close()
  }
  if (!reading) throw new UnreadableAudioError('The WebM file holds no audio track')
  return reading.track.codec === 'A_OPUS' ? 'opus' : 'vorbis'
}
