import { decodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { MixLevels } from '#lib/engines/speech/audio/mix-levels.ts'
import type { Layout } from '#lib/engines/speech/audio/wav-layout.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Value of the sample at a byte offset, on the scale of 16-bit PCM. */
type Reader = (offset: number) => number

/**
 * Factor from 32-bit containers to 16 bits. Fewer valid bits are at the top of the container by the standard; some
 * writers put them at the bottom, which shows: every value fits, and the lowest byte is in use.
 */
function scaleOf32(view: DataView, { validBits, littleEndian }: Layout): number {
  const limit = 2 ** (validBits - 1)
  let lowest = 0
  for (let at = 0; validBits < 32 && at + 4 <= view.byteLength; at += 4) {
    const value = view.getInt32(at, littleEndian)
    if (value < -limit || value >= limit) return 1 / 65_536
    lowest |= value & 0xff
  }
  return validBits < 32 && lowest !== 0 ? 32_768 / limit : 1 / 65_536
}

function pcmReader(view: DataView, layout: Layout): Reader {
  const { sampleBytes, littleEndian } = layout
  if (sampleBytes === 1) return (at) => (view.getUint8(at) - 128) * 256
  if (sampleBytes === 2) return (at) => view.getInt16(at, littleEndian)
  if (sampleBytes === 3 && littleEndian)
    return (at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 256
  if (sampleBytes === 3)
    return (at) => (view.getUint8(at + 2) + view.getInt16(at, false) * 256) / 256
  const scale = scaleOf32(view, layout)
  return (at) => view.getInt32(at, littleEndian) * scale
}

function floatReader(view: DataView, { sampleBytes, littleEndian }: Layout): Reader {
  const read: Reader =
    sampleBytes === 4
      ? (at) => view.getFloat32(at, littleEndian)
      : (at) => view.getFloat64(at, littleEndian)
  return (at) => {
    const value = read(at)
    if (!Number.isFinite(value))
      throw new InvalidError('The WAV file holds float samples that are not numbers')
    return value * 32_768
  }
}

function readerOf(layout: Layout): Reader {
  const { data, encoding } = layout
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (encoding === 'pcm') return pcmReader(view, layout)
  if (encoding === 'float') return floatReader(view, layout)
  const expanded = decodeG711(data, encoding)
  return (at) => expanded[at] ?? 0
}

/** Rounds to 16 bits and saturates. */
function toSample(value: number): number {
  const rounded = Math.round(value)
  return rounded > 32_767 ? 32_767 : rounded < -32_768 ? -32_768 : rounded
}

function readChannel(layout: Layout, read: Reader, frames: number, channel: number): Int16Array {
  const { channels, sampleBytes } = layout
  const pcm = new Int16Array(frames)
  for (let frame = 0; frame < frames; frame++)
    pcm[frame] = toSample(read((frame * channels + channel) * sampleBytes))
  return pcm
}

/** Samples as one channel; `cancelled`: the channels cancel each other out, and the loudest one was taken. */
export type Mix = { pcm: Int16Array; cancelled: boolean }

/** Reads `frames` frames and averages the channels, unless they are out of phase. */
export function readMix(layout: Layout, frames: number): Mix {
  const { channels, sampleBytes, encoding, data, littleEndian } = layout
  const pcm = new Int16Array(frames)
  if (encoding === 'pcm' && sampleBytes === 2 && channels === 1 && littleEndian) {
    // What nearly every voice AI sends is ours already: 16-bit mono in our own byte order.
    new Uint8Array(pcm.buffer).set(data.subarray(0, pcm.byteLength))
    return { pcm, cancelled: false }
  }
  const read = readerOf(layout)
  if (channels === 1) return { pcm: readChannel(layout, read, frames, 0), cancelled: false }
  const levels = new MixLevels(channels)
  for (let frame = 0, at = 0; frame < frames; frame++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++, at += sampleBytes) {
      const value = read(at)
      levels.add(channel, value)
      sum += value
    }
    levels.addMix(sum / channels)
    pcm[frame] = toSample(sum / channels)
  }
  const loudest = levels.cancelled()
  if (loudest === null) return { pcm, cancelled: false }
  return { pcm: readChannel(layout, read, frames, loudest), cancelled: true }
}

/** Reads `frames` frames as one channel of 16 bits. */
export const readSamples = (layout: Layout, frames: number): Int16Array =>
  readMix(layout, frames).pcm
