import { monitorEventLoopDelay } from 'node:perf_hooks'

import { expect, test } from 'vitest'

import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { decodeUpload } from '#lib/engines/speech/decode/decode-upload.ts'

const limits = { maxBytes: 12 * 1024 * 1024, maxDurationMs: 120_000, sampleRate: 16_000 }
const noise = (samples: number) =>
  Int16Array.from({ length: samples }, (_, index) => ((index * 7_919) % 20_000) - 10_000)

test('eleven megabytes of WAV come back at the rate that is wanted, and hold nobody up', async () => {
  const bytes = encodeWav({ pcm: noise(48_000 * 115), sampleRate: 48_000 })
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const { clip, warnings } = await decodeUpload({ bytes, ...limits })
  delay.disable()
  expect(clip.sampleRate).toBe(16_000)
  expect(clip.pcm.length).toBe(16_000 * 115)
  expect(warnings).toEqual([])
  // Here it takes four seconds; what is left is the copy there and back.
  expect(delay.max / 1e6).toBeLessThan(1_000)
})

test.each([
  ['what is no audio', Buffer.from('a text'), 'invalid', /^The file is no audio/],
  ['what is too long', encodeWav({ pcm: noise(8_000 * 121), sampleRate: 8_000 }), 'invalid', /120/],
  ['what is too large', Buffer.alloc(limits.maxBytes + 1), 'invalid', /at most/],
])('%s is refused in the words of the decoder', async (_, bytes, code, message) => {
  await expect(decodeUpload({ bytes, ...limits })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  })
})

test('a view of a larger memory is read as what it looks at', async () => {
  const wav = encodeWav({ pcm: noise(16_000), sampleRate: 16_000 })
  const bytes = Buffer.concat([Buffer.alloc(1_000), wav, Buffer.alloc(1_000)]).subarray(
    1_000,
    1_000 + wav.length,
  )
  expect((await decodeUpload({ bytes, ...limits })).clip.pcm).toEqual(noise(16_000))
})
