import { expect, test } from 'vitest'

import { ChannelPeaks, encodePeaks, peakStepMs } from '#lib/engines/speech/audio/channel-peaks.ts'
import { encodeStereoWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'

const left = Int16Array.from({ length: 32_000 }, (_, n) => (n < 8_000 ? 16_384 : 0))
const right = Int16Array.from({ length: 32_000 }, (_, n) => (n >= 24_000 ? -32_768 : 0))

function peaksOf(bytes: Uint8Array, stepMs: number, pieceBytes: number): number[][] {
  const peaks = new ChannelPeaks(stepMs)
  for (let at = 0; at < bytes.length; at += pieceBytes)
    peaks.push(bytes.subarray(at, at + pieceBytes))
  return peaks.end()
}

test('each channel has its own outline, also where a piece ends within a sample', () => {
  const wav = encodeStereoWav(left, right, 16_000)
  for (const pieceBytes of [997, 65_536, wav.length])
    expect(peaksOf(wav, 500, pieceBytes)).toEqual([
      [0.5, 0, 0, 0],
      [0, 0, 0, 1],
    ])
})

test('a file with chunks before its samples is read from its samples on', () => {
  const wav = encodeWav({ pcm: left.subarray(0, 800), sampleRate: 16_000 }, [
    { id: 'LIST', bytes: new Uint8Array(4_001).fill(127) },
  ])
  expect(peaksOf(wav, 50, 100)).toEqual([[0.5]])
})

test('what is no WAV file is refused', () => {
  expect(() => peaksOf(Buffer.from('not a recording at all, but long enough'), 10, 8)).toThrow(
    /WAV|RIFF/,
  )
})

test('a word can be seen in a turn, and an hour stays small', () => {
  expect(peakStepMs(4_000)).toBe(5)
  expect(3_600_000 / peakStepMs(3_600_000)).toBeLessThanOrEqual(24_000)
})

test('peaks travel as a byte each, quiet ones apart', () =>
  expect([...Buffer.from(encodePeaks([0, 0.0001, 0.01, 1, 7]), 'base64')]).toEqual([
    0, 3, 26, 255, 255,
  ]))
