import { expect, test } from 'vitest'

import {
  decodeFrame,
  encodeAudio,
  encodeMessage,
} from '#lib/engines/connectors/websocket/pipecat-frames.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

// Written out by hand from `frames.proto` and protobuf.dev/programming-guides/encoding.
const hi = hex('22 04 0a 02 68 69')
const audio = hex('12 09 1a 02 01 02 20 80 7d 28 01')

test('writes frames as protobuf does', () => {
  expect(encodeMessage('hi')).toEqual(hi)
  expect(encodeAudio(Buffer.from([1, 2]), 16_000)).toEqual(audio)
})

test('reads them, whatever else is in them', () => {
  expect(decodeFrame(hi)).toEqual({ message: 'hi' })
  const pcm = Buffer.from([1, 2])
  expect(decodeFrame(audio)).toEqual({ audio: pcm, sampleRate: 16_000 })
  const more = hex('12 0f 08 ac 02 12 01 78 1a 02 01 02 20 80 7d 28 01')
  expect(decodeFrame(more)).toEqual({ audio: pcm, sampleRate: 16_000 })
})

test('lengths beyond one byte', () => {
  const long = 'x'.repeat(70_000)
  expect(decodeFrame(encodeMessage(long))).toEqual({ message: long })
})

test.each([
  ['a text frame', '0a 02 1a 00'],
  ['a frame of a later version', '52 01 00'],
  ['nothing', ''],
])('%s says nothing', (_, bytes) => expect(decodeFrame(hex(bytes))).toBeNull())

test.each([
  ['a length beyond its end', '22 7f 0a'],
  ['a number that is cut off', '22 80'],
  ['a kind of field that does not occur', '25 00 00 00 00'],
  ['stereo', '12 09 1a 02 01 02 20 80 7d 28 02'],
  ['audio without a rate', '12 04 1a 02 01 02'],
])('refuses %s', (_, bytes) => expect(() => decodeFrame(hex(bytes))).toThrow(RangeError))
