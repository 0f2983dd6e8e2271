import { decodeG711 } from '#lib/engines/speech/audio/g711.ts'
import type { Layout } from '#lib/engines/speech/audio/wav-layout.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Value of the sample at a byte offset, on the scale of 16-bit PCM. */
type Reader = (offset: number) => number

function pcmReader(view: DataView, sampleBytes: number): Reader {
  if (sampleBytes === 1) return (at) => (view.getUint8(at) - 128) * 256
  if (sampleBytes === 2) return (at) => view.getInt16(at, true)
  if (sampleBytes === 3)
    return (at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 256
  return (at) => view.getInt32(at, true) / 65_536
}

function floatReader(view: DataView, sampleBytes: number): Reader {
  const read: Reader =
    sampleBytes === 4 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true)
  return (at) => {
    const value = read(at)
    if (!Number.isFinite(value))
      throw new InvalidError('The WAV file holds float samples that are not numbers')
    return value * 32_768
  }
}

function readerOf(layout: Layout): Reader {
  const { data, sampleBytes, encoding } = layout
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (encoding === 'pcm') return pcmReader(view, sampleBytes)
  if (encoding === 'float') return floatReader(view, sampleBytes)
  const expanded = decodeG711(data, encoding)
  return (at) => expanded[at] ?? 0
}

/** Reads `frames` frames, averages the channels, rounds to 16 bits and saturates. */
export function readSamples(layout: Layout, frames: number): Int16Array {
  const { channels, sampleBytes, encoding, data } = layout
  const pcm = new Int16Array(frames)
  if (encoding === 'pcm' && sampleBytes === 2 && channels === 1) {
    // What nearly every voice AI sends is ours already: 16-bit mono in our own byte order.
    new Uint8Array(pcm.buffer).set(data.subarray(0, pcm.byteLength))
    return pcm
  }
  const read = readerOf(layout)
  for (let frame = 0, at = 0; frame < frames; frame++) {
    let sum = 0
    for (let channel = 0; channel < channels; channel++, at += sampleBytes) sum += read(at)
    const value = Math.round(sum / channels)
    pcm[frame] = value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value
  }
  return pcm
}
