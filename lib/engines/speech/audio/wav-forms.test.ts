import { expect, test } from 'vitest'
import wavefile from 'wavefile'

import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import {
  asStreamedWav,
  decodeWav,
  encodeStereoWav,
  encodeWav,
  readWav,
  streamedWav,
} from '#lib/engines/speech/audio/wav.ts'

const { WaveFile } = wavefile
const clip = tone({ hz: 440, sampleRate: 16_000, durationMs: 50, level: 0.5 })
const samples = Array.from(clip.pcm)
const largestError = (actual: Int16Array) =>
  Math.max(...samples.map((value, index) => Math.abs(value - (actual[index] ?? NaN))))

const chunk = (id: string, bytes: Buffer) => {
  const head = Buffer.alloc(8)
  head.write(id, 'latin1')
  head.writeUInt32LE(bytes.length, 4)
  return Buffer.concat([head, bytes])
}

type Form = { tag: number; bits: number; blockBytes: number; rate?: number }

function format({ tag, bits, blockBytes, rate = 16_000 }: Form): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt16LE(tag, 0)
  bytes.writeUInt16LE(1, 2)
  bytes.writeUInt32LE(rate, 4)
  bytes.writeUInt32LE(rate * blockBytes, 8)
  bytes.writeUInt16LE(blockBytes, 12)
  bytes.writeUInt16LE(bits, 14)
  return bytes
}

const riff = (...chunks: Buffer[]) => {
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks])
  return chunk('RIFF', body)
}

/** The samples as 32-bit containers, times `factor`. */
function containers(factor: number): Buffer {
  const bytes = Buffer.alloc(samples.length * 4)
  for (const [n, value] of samples.entries()) bytes.writeInt32LE(value * factor, n * 4)
  return bytes
}

test.each([
  ['at the top', 65_536],
  ['at the top, with a low byte that is in use', 65_536 + 256],
  ['at the bottom', 256 + 1],
])('reads 24 bits in 32, %s of their container', (_, factor) => {
  const file = riff(
    chunk('fmt ', format({ tag: 1, bits: 24, blockBytes: 4 })),
    chunk('data', containers(factor)),
  )
  const { pcm } = decodeWav(file)
  expect(pcm).toHaveLength(samples.length)
  expect(largestError(pcm)).toBeLessThanOrEqual(150)
})

test.each(['8', '16', '24', '32', '32f', '64'])('reads big-endian files of %s bits', (depth) => {
  const scale = depth.endsWith('f') || depth === '64' ? 1 / 32_768 : 2 ** (Number(depth) - 16)
  const data = samples.map((value) => {
    if (depth === '8') return Math.round(value / 256) + 128
    return depth.endsWith('f') || depth === '64' ? value * scale : Math.round(value * scale)
  })
  const file = new WaveFile()
  file.fromScratch(1, 16_000, depth, data, { container: 'RIFX' })
  const bytes = file.toBuffer()
  expect(Buffer.from(bytes).toString('latin1', 0, 4)).toBe('RIFX')
  const read = decodeWav(bytes)
  expect(read.sampleRate).toBe(16_000)
  expect(largestError(read.pcm)).toBeLessThanOrEqual(depth === '8' ? 129 : 0)
})

test('reads an RF64 file, whose sizes are in a chunk of their own', () => {
  const data = Buffer.from(clip.pcm.buffer)
  const ds64 = Buffer.alloc(28)
  ds64.writeBigUInt64LE(BigInt(data.length), 8)
  const open = chunk('data', data)
  open.writeUInt32LE(0xffffffff, 4)
  const list = chunk('LIST', Buffer.from('INFOISFT\x04\0\0\0test'))
  const fmt = chunk('fmt ', format({ tag: 1, bits: 16, blockBytes: 2 }))
  const file = riff(chunk('ds64', ds64), fmt, open, list)
  file.write('RF64', 0, 'latin1')
  file.writeUInt32LE(0xffffffff, 4)
  expect(Array.from(decodeWav(file).pcm)).toEqual(samples)
})

const fmt = chunk('fmt ', format({ tag: 1, bits: 16, blockBytes: 2 }))
const data = chunk('data', Buffer.from(clip.pcm.buffer))
const odd = chunk('LIST', Buffer.from('INFOINAM\x05\0\0\0hello'))

test.each([
  ['an odd chunk without its padding before the samples', riff(fmt, odd, data)],
  ['an odd chunk with its padding', riff(fmt, Buffer.concat([odd, Buffer.alloc(1)]), data)],
  ['junk before the format', riff(chunk('JUNK', Buffer.alloc(28)), fmt, data)],
  ['a list after the samples', riff(fmt, data, chunk('LIST', Buffer.alloc(30)))],
  ['bytes of nobody after the file', Buffer.concat([riff(fmt, data), Buffer.alloc(5_000, 0xee)])],
])('reads a file with %s', (_, file) => {
  expect(Array.from(decodeWav(file).pcm)).toEqual(samples)
})

test('sizes that were never corrected do not cut the samples', () => {
  const file = encodeWav(clip)
  file.writeUInt32LE(36 + 64, 4)
  file.writeUInt32LE(64, 40)
  // The first size fits itself, so it would be believed; writers who forget one forget the other in another way.
  expect(decodeWav(file).pcm).toHaveLength(32)
  file.writeUInt32LE(0, 4)
  expect(Array.from(decodeWav(file).pcm)).toEqual(samples)
})

test('channels out of phase: the louder one is taken, and it is said', () => {
  const turned = clip.pcm.map((value) => Math.round(value * -0.9))
  const read = readWav(encodeStereoWav(turned, clip.pcm, 16_000))
  expect(read).toMatchObject({ cancelled: true, channels: 2, encoding: 'pcm' })
  expect(Array.from(read.pcm)).toEqual(samples)
  expect(readWav(encodeStereoWav(clip.pcm, clip.pcm, 16_000)).cancelled).toBe(false)
  expect(readWav(encodeStereoWav(clip.pcm, new Int16Array(9), 16_000)).cancelled).toBe(false)
})

test('a header that leaves its length open speaks for what comes after it', () => {
  const whole = encodeWav(clip)
  expect(streamedWav(whole)).toBeNull()
  const head = whole.subarray(0, 44 + 101)
  expect(streamedWav(head)).toEqual({ encoding: 'pcm_s16le', sampleRate: 16_000, held: 101 })
  expect(streamedWav(encodeStereoWav(clip.pcm, clip.pcm, 16_000).subarray(0, 100))).toBeNull()
  const first = encodeWav({ ...clip, pcm: clip.pcm.slice(0, 100) })
  const rest = Buffer.from(clip.pcm.slice(100).buffer)
  const joined = Buffer.concat([asStreamedWav(first), rest])
  expect(Array.from(decodeWav(joined).pcm)).toEqual(samples)
})
