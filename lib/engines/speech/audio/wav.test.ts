import { expect, test } from 'vitest'
import wavefile from 'wavefile'

import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import {
  decodeWav,
  encodeStereoWav,
  encodeWav,
  findWavChunk,
} from '#lib/engines/speech/audio/wav.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const { WaveFile } = wavefile
const clip = tone({ hz: 440, sampleRate: 16_000, durationMs: 50, level: 0.5 })
const samples = Array.from(clip.pcm)

const written = (channels: number, rate: number, depth: string, data: number[] | number[][]) => {
  const file = new WaveFile()
  file.fromScratch(channels, rate, depth, data)
  return file.toBuffer()
}

const largestError = (actual: Int16Array, expected: number[]) =>
  Math.max(...expected.map((value, index) => Math.abs(value - (actual[index] ?? NaN))))

test('what is written is read by another library, sample for sample', () => {
  const file = new WaveFile(encodeWav(clip))
  expect(file.fmt).toMatchObject({
    audioFormat: 1,
    numChannels: 1,
    sampleRate: 16_000,
    bitsPerSample: 16,
  })
  expect(Array.from(file.getSamples(false, Int16Array))).toEqual(samples)
})

test('two channels are read by another library, sample for sample, the shorter one in silence', () => {
  const file = new WaveFile(encodeStereoWav(clip.pcm, Int16Array.of(7, -8), 16_000))
  expect(file.fmt).toMatchObject({ numChannels: 2, sampleRate: 16_000, byteRate: 64_000 })
  const channels: unknown = file.getSamples(false, Int16Array)
  const rest = samples.slice(2).map(() => 0)
  expect(channels).toEqual([Int16Array.from(samples), Int16Array.from([7, -8, ...rest])])
})

test('equal clips give equal bytes and read back as they were', () => {
  expect(encodeWav(clip)).toEqual(encodeWav({ ...clip, pcm: clip.pcm.slice() }))
  expect(decodeWav(encodeWav(clip))).toEqual(clip)
})

test.each([
  ['8', samples.map((v) => Math.round(v / 256) + 128), 129],
  ['16', samples, 0],
  ['24', samples.map((v) => v * 256), 0],
  ['32', samples.map((v) => v * 65_536), 0],
  ['32f', samples.map((v) => v / 32_768), 0],
  ['64', samples.map((v) => v / 32_768), 0],
] as const)('reads %s-bit samples written by another library', (depth, data, tolerance) => {
  const read = decodeWav(written(1, 22_050, depth, [...data]))
  expect(read.sampleRate).toBe(22_050)
  expect(read.pcm).toHaveLength(samples.length)
  expect(largestError(read.pcm, samples)).toBeLessThanOrEqual(tolerance)
})

test.each(['toALaw', 'toMuLaw'] as const)('reads %s within its quantisation', (convert) => {
  const file = new WaveFile(encodeWav({ pcm: clip.pcm, sampleRate: 8_000 }))
  file[convert]()
  const read = decodeWav(file.toBuffer())
  expect(read.sampleRate).toBe(8_000)
  expect(largestError(read.pcm, samples)).toBeLessThan(600)
})

test('averages channels', () => {
  const left = samples
  const right = samples.map(() => 1_000)
  const read = decodeWav(written(2, 16_000, '16', [left, right]))
  const mean = samples.map((v) => Math.round((v + 1_000) / 2))
  expect(Array.from(read.pcm)).toEqual(mean)
})

test('reads the extensible header, as another library does', () => {
  const bytes = encodeWav(clip)
  const format = Buffer.alloc(40)
  bytes.copy(format, 0, 20, 36)
  format.writeUInt16LE(0xfffe, 0)
  format.writeUInt16LE(22, 16)
  format.writeUInt16LE(16, 18)
  format.write('0100000000001000800000aa00389b71', 24, 'hex')
  const extended = Buffer.concat([bytes.subarray(0, 20), format, bytes.subarray(36)])
  extended.writeUInt32LE(extended.length - 8, 4)
  extended.writeUInt32LE(40, 16)
  const theirs = new WaveFile(extended).getSamples(false, Int16Array)
  expect(Array.from(theirs)).toEqual(samples)
  expect(Array.from(decodeWav(extended).pcm)).toEqual(samples)
})

const edited = (edit: (bytes: Buffer) => void) => {
  const bytes = encodeWav(clip)
  edit(bytes)
  return bytes
}

test.each([
  ['zero sizes', edited((b) => (b.writeUInt32LE(0, 4), b.writeUInt32LE(0, 40)))],
  [
    'sizes of 0xFFFFFFFF',
    edited((b) => (b.writeUInt32LE(~0 >>> 0, 4), b.writeUInt32LE(~0 >>> 0, 40))),
  ],
  ['an absurd byte rate', edited((b) => b.writeUInt32LE(7, 28))],
  ['an absurd block size', edited((b) => b.writeUInt16LE(99, 32))],
])('does not believe %s in a header', (_, bytes) => {
  expect(Array.from(decodeWav(bytes).pcm)).toEqual(samples)
})

test('reads what a truncated file still has', () => {
  const read = decodeWav(encodeWav(clip).subarray(0, 44 + 101))
  expect(Array.from(read.pcm)).toEqual(samples.slice(0, 50))
})

test('skips chunks before and after the samples, odd ones too', () => {
  const bytes = encodeWav(clip, [{ id: 'note', bytes: Buffer.from('odd') }])
  const trailing = Buffer.concat([bytes, Buffer.from('LIST\x04\0\0\0abcd', 'latin1')])
  expect(Array.from(decodeWav(trailing).pcm)).toEqual(samples)
  expect(Buffer.from(findWavChunk(trailing, 'note') ?? []).toString()).toBe('odd')
  expect(findWavChunk(trailing, 'none')).toBeNull()
})

const withFormat = (at: number, value: number, width: 2 | 4 = 2) =>
  edited((b) => (width === 2 ? b.writeUInt16LE(value, at) : b.writeUInt32LE(value, at)))

test.each([
  ['an empty file', Buffer.alloc(0), /empty/],
  ['text', Buffer.from('not audio at all, but long enough to look'), /not a WAV/],
  ['an MP3 in a WAV', withFormat(20, 0x55), /MP3/],
  ['no samples', encodeWav({ pcm: new Int16Array(0), sampleRate: 16_000 }), /no audio/],
  ['a header without data', encodeWav(clip).subarray(0, 36), /no samples/],
  ['a cut header', encodeWav(clip).subarray(0, 26), /cut off/],
  ['1 Hz', withFormat(24, 1, 4), /1 Hz/],
  ['4 GHz', withFormat(24, 4_000_000_000, 4), /4000000000 Hz/],
  ['0 channels', withFormat(22, 0), /0 channels/],
  ['0 bits', withFormat(34, 0), /0 bits/],
  ['not a number', written(1, 16_000, '32f', [0, NaN, 0]), /not numbers/],
])('refuses %s and says why', (_, bytes, reason) => {
  expect(() => decodeWav(bytes)).toThrow(InvalidError)
  expect(() => decodeWav(bytes)).toThrow(reason)
})

test('refuses more than the limits', () => {
  expect(() => decodeWav(encodeWav(clip), { maxDurationMs: 49 })).toThrow(/lasts/)
  expect(() => decodeWav(encodeWav(clip), { maxBytes: 100 })).toThrow(/at most 100/)
})

test('no cut or flipped byte makes it throw anything but InvalidError', () => {
  const bytes = encodeWav(clip)
  for (let at = 0; at < 60; at++) {
    for (const damaged of [bytes.subarray(0, at), Buffer.from(bytes).fill(0xff, at, at + 1)]) {
      try {
        expect(decodeWav(damaged).pcm.length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidError)
      }
    }
  }
})
