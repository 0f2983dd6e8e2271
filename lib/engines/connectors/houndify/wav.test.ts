import { expect, test } from 'vitest'
import wavefile from 'wavefile'

import { readWav, wavHeader } from '#lib/engines/connectors/houndify/wav.ts'

const pcm = Int16Array.from([0, 1, -1, 32_767, -32_768, 42])
const bytes = Buffer.from(pcm.buffer)
const wav = Buffer.concat([wavHeader(16_000, pcm.length), bytes])

test('another reader understands our header', () => {
  const other = new wavefile.WaveFile(wav)
  expect(other.fmt).toMatchObject({ sampleRate: 16_000, numChannels: 1, bitsPerSample: 16 })
  expect([...new Int16Array(other.getSamples(false, Int16Array) as unknown as Int16Array)]).toEqual(
    [...pcm],
  )
})

test('reads what it wrote', () => expect(readWav(wav)).toEqual({ pcm, sampleRate: 16_000 }))

test('reads another writer, with chunks before the samples', () => {
  const other = new wavefile.WaveFile()
  other.fromScratch(1, 8_000, '16', pcm)
  other.setTag('INAM', 'name')
  expect(readWav(Buffer.from(other.toBuffer()))).toEqual({ pcm, sampleRate: 8_000 })
})

test('a size of 0 means to the end, as streaming writers leave it', () => {
  const streaming = Buffer.from(wav)
  streaming.writeUInt32LE(0, 40)
  expect(readWav(streaming)?.pcm).toEqual(pcm)
})

test('a size beyond the end means to the end', () => {
  const cut = Buffer.from(wav)
  cut.writeUInt32LE(0xffff_ffff, 40)
  expect(readWav(cut)?.pcm).toEqual(pcm)
})

test('takes the first of two channels', () => {
  const stereo = new wavefile.WaveFile()
  stereo.fromScratch(2, 16_000, '16', [pcm, new Int16Array(pcm.length)])
  expect(readWav(Buffer.from(stereo.toBuffer()))?.pcm).toEqual(pcm)
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('this is not audio at all')],
  ['a header cut off', wav.subarray(0, 30)],
  ['8-bit samples', Buffer.concat([wav.subarray(0, 34), Buffer.from([8, 0]), wav.subarray(36)])],
])('%s is no WAV of ours', (_name, input) => expect(readWav(input)).toBeNull())
