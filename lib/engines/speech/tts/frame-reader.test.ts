import { expect, test } from 'vitest'

import { createFrameReader, type AnswerFrame } from '#lib/engines/speech/tts/frame-reader.ts'

const frame = (sampleRate: number, body: string) => {
  const header = Buffer.alloc(8)
  header.writeUInt32LE(sampleRate, 0)
  header.writeUInt32LE(body.length, 4)
  return Buffer.concat([header, Buffer.from(body)])
}
const stream = Buffer.concat([frame(22_050, 'speech'), frame(0, ''), frame(0, 'no such voice')])
const expected = [
  [22_050, 'speech'],
  [0, ''],
  [0, 'no such voice'],
]

test.each([1, 3, 8, 13, 1_000])('cuts answers out of pieces of %i bytes', (size) => {
  const frames: AnswerFrame[] = []
  const read = createFrameReader((answer) => frames.push(answer))
  for (let at = 0; at < stream.length; at += size) read(stream.subarray(at, at + size))
  expect(frames.map(({ sampleRate, body }) => [sampleRate, body.toString()])).toEqual(expected)
})

test('refuses an announced length that no answer has', () => {
  const read = createFrameReader(() => undefined)
  expect(() => read(Buffer.alloc(8, 0xff))).toThrow(/4294967295 bytes/)
})
