import wavefile from 'wavefile'
import { expect, test } from 'vitest'

import { decodeG711, encodeG711, type Law } from '#lib/engines/speech/audio/g711.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'

const { WaveFile } = wavefile
const codes = Uint8Array.from({ length: 256 }, (_, code) => code)

test('every A-law code survives decoding and encoding', () => {
  expect(encodeG711(decodeG711(codes, 'alaw'), 'alaw')).toEqual(codes)
})

test('every µ-law code survives, but for the second zero, which becomes the first', () => {
  const expected = codes.with(0x7f, 0xff)
  expect(encodeG711(decodeG711(codes, 'mulaw'), 'mulaw')).toEqual(expected)
})

/** Codes and values of ITU-T G.711, tables 1a to 2b, on the scale of 16 bits. */
test.each<[Law, number, number]>([
  ['mulaw', 0xff, 0],
  ['mulaw', 0x80, 32_124],
  ['mulaw', 0x00, -32_124],
  ['mulaw', 0xf0, 120],
  ['alaw', 0xd5, 8],
  ['alaw', 0x55, -8],
  ['alaw', 0xaa, 32_256],
  ['alaw', 0x2a, -32_256],
])('%s code %i is %i', (law, code, value) => {
  expect(decodeG711(Uint8Array.of(code), law)[0]).toBe(value)
})

test.each<[Law, 'fromMuLaw' | 'fromALaw', number]>([
  ['mulaw', 'fromMuLaw', 7],
  ['alaw', 'fromALaw', 6],
])('%s decodes as another library does', (law, convert, format) => {
  const wav = encodeWav({ pcm: new Int16Array(128), sampleRate: 8_000 })
  wav.writeUInt16LE(format, 20)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.set(codes, 44)
  const file = new WaveFile(wav)
  file[convert]()
  expect(Array.from(file.getSamples(false, Int16Array))).toEqual(Array.from(decodeG711(codes, law)))
})

test.each<Law>(['mulaw', 'alaw'])('%s errs by at most half a step at every level', (law) => {
  const all = Int16Array.from({ length: 65_536 }, (_, index) => index - 32_768)
  const back = decodeG711(encodeG711(all, law), law)
  const wrong = all.filter((value, index) => {
    const size = Math.abs(value)
    const allowed = (size + 132) / 31 + 8 + (size > 32_124 ? 645 : 0)
    return !(Math.abs((back[index] ?? NaN) - value) <= allowed)
  })
  expect(Array.from(wrong)).toEqual([])
})
