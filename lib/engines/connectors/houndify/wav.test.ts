import { expect, test } from 'vitest'
import wavefile from 'wavefile'

import { wavHeader } from '#lib/engines/connectors/houndify/wav.ts'

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
