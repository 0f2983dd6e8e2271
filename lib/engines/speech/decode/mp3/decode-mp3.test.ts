import { expect, test } from 'vitest'

import { decodeMp3 } from '#lib/engines/speech/decode/mp3/decode-mp3.ts'
import { gapsOf } from '#lib/engines/speech/decode/mp3/gapless.ts'
import { findMp3, headerAt } from '#lib/engines/speech/decode/mp3/mp3-frames.ts'
import { SampleSink } from '#lib/engines/speech/decode/sample-sink.ts'
import { golden } from '#lib/engines/speech/decode/testing/golden-audio.ts'

const bare = golden('mp3-bare')
const tagged = golden('mp3-tagged')

async function decode(bytes: Uint8Array) {
  const sink = new SampleSink({ maxDurationMs: 60_000, deadlineMs: 5_000 })
  await decodeMp3(bytes, sink)
  return sink.finish()
}

/** Where the frames of a stream begin. */
function framesOf(bytes: Uint8Array): number[] {
  const places: number[] = []
  for (let at = findMp3(bytes)?.start ?? bytes.length; at < bytes.length;) {
    places.push(at)
    at += headerAt(bytes, at)?.length ?? bytes.length
  }
  return places
}

test('what the encoder has put before and after the sound is left out', async () => {
  const { start, first } = findMp3(tagged) ?? {}
  if (start === undefined || !first) throw new Error('no frame')
  const gaps = gapsOf(tagged.subarray(start, start + first.length), first)
  expect(gaps.isTag).toBe(true)
  expect(gaps.skip).toBeGreaterThan(529)
  expect((await decode(tagged)).pcm).toHaveLength(gaps.length)
})

test('without a tag all of it is heard', async () => {
  const { pcm } = await decode(bare)
  expect(pcm).toHaveLength(framesOf(bare).length * 576)
})

test('a damaged frame is silence of its length, and the rest is where it was', async () => {
  const places = framesOf(bare)
  const damaged = Buffer.from(bare)
  const [from = 0, to = 0] = places.slice(10, 12)
  damaged.fill(0xaa, from + 4, to)
  const [whole, broken] = [await decode(bare), await decode(damaged)]
  expect(broken.pcm).toHaveLength(whole.pcm.length)
  expect(broken.pcm.slice(-8_000)).toEqual(whole.pcm.slice(-8_000))
})

test('noise between two frames is passed over, with a warning', async () => {
  const at = framesOf(bare)[12] ?? 0
  const noise = Buffer.alloc(333, 0x41)
  const broken = await decode(Buffer.concat([bare.subarray(0, at), noise, bare.subarray(at)]))
  expect(broken.pcm).toHaveLength((await decode(bare)).pcm.length)
  expect(broken.warnings).toEqual([expect.stringContaining('damaged')])
})

test('a tag at the end is no damage', async () => {
  const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0x20)])
  const { pcm, warnings } = await decode(Buffer.concat([bare, id3v1]))
  expect(pcm).toHaveLength((await decode(bare)).pcm.length)
  expect(warnings).toEqual([])
})

test('one header that names another number of channels does not refuse the file', async () => {
  const at = framesOf(bare)[9] ?? 0
  const flipped = Buffer.from(bare)
  flipped[at + 3] = (flipped[at + 3] ?? 0) & 0x3f
  const { channels, pcm } = await decode(flipped)
  expect(channels).toBe(1)
  expect(pcm).toHaveLength((await decode(bare)).pcm.length)
})

test('another sample rate in the middle is refused: it is another stream', async () => {
  // The same frames as 16 kHz, each as long as a frame of that rate is.
  const others = framesOf(bare).map((at) => {
    const header = Buffer.from(bare.subarray(at, at + 4))
    header[2] = ((header[2] ?? 0) & 0xf3) | 0x08
    const frame = Buffer.alloc(headerAt(header, 0)?.length ?? 0)
    frame.set(header)
    return frame
  })
  const both = Buffer.concat([bare, ...others])
  await expect(decode(both)).rejects.toThrow(/sample rate/)
})

test('layer II is refused by name', async () => {
  const frame = Buffer.alloc(417)
  frame.set([0xff, 0xfd, 0x84, 0x00])
  const tag = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0])
  await expect(decode(Buffer.concat([tag, frame, frame, frame]))).rejects.toThrow(/layer 2/)
})
