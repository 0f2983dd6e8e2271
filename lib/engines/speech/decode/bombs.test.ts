import { expect, test } from 'vitest'

import { decodeAudio } from '#lib/engines/speech/decode/decode-audio.ts'
import { crc16, crc8 } from '#lib/engines/speech/decode/flac/flac-bits.ts'
import { golden } from '#lib/engines/speech/decode/testing/golden-audio.ts'

/** One FLAC frame of 65,536 constant samples in eight channels: 47 bytes for half a million samples. */
function constantFrame(): Buffer {
  // Sync, a size of 16 bits, the rate of the stream, eight channels, 16 bits; frame 0; the size.
  const head = Buffer.from([0xff, 0xf8, 0x70, 0x78, 0x00, 0xff, 0xff])
  const channels = Buffer.from(Array.from({ length: 8 }, () => [0, 0x12, 0x34]).flat())
  const frame = Buffer.concat([head, Buffer.from([crc8(head, 0, head.length)]), channels])
  const end = Buffer.alloc(2)
  end.writeUInt16BE(crc16(frame, 0, frame.length))
  return Buffer.concat([frame, end])
}

/** A FLAC file of `frames` such frames at 192 kHz. */
function bomb(frames: number): Buffer {
  const info = Buffer.alloc(34)
  info.writeUInt16BE(65_535, 0)
  info.writeUInt16BE(65_535, 2)
  info.writeUInt32BE(((192_000 << 12) | (7 << 9) | (15 << 4)) >>> 0, 10)
  return Buffer.concat([
    Buffer.from('fLaC'),
    Buffer.from([0x80, 0, 0, 34]),
    info,
    ...Array.from({ length: frames }, constantFrame),
  ])
}

test('a constant frame is what it says', async () => {
  const decoded = await decodeAudio(bomb(1))
  expect(decoded).toMatchObject({ sampleRate: 192_000, channels: 8 })
  expect(decoded.pcm).toHaveLength(65_536)
  expect(decoded.pcm[77]).toBe(0x1234)
})

test('a small file of hours is refused before it fills the memory', async () => {
  const bytes = bomb(5_000)
  await expect(decodeAudio(bytes, { deadlineMs: 25_000 })).rejects.toThrow(
    /more than 60000000 samples in its 8 channels/,
  )
  await expect(decodeAudio(bytes, { maxDurationMs: 3_000 })).rejects.toThrow(/longer than 3 s/)
}, 60_000)

test('decoding ends at its deadline, and the thread answers the next one', async () => {
  await expect(decodeAudio(bomb(2_000), { deadlineMs: 5 })).rejects.toThrow(
    /took longer than 0.005 s and was stopped/,
  )
  expect((await decodeAudio(golden('flac'))).pcm).toHaveLength(4_800)
})

test('many files at once are decoded one after another', async () => {
  const names = ['flac', 'ogg-opus', 'mp3-bare', 'webm-vorbis'] as const
  const all = Array.from({ length: 24 }, (_, n) => names[n % names.length] ?? 'flac')
  const decoded = await Promise.all(all.map((name) => decodeAudio(golden(name))))
  for (const [n, name] of all.entries())
    expect(decoded[n]?.pcm.length).toBe(decoded[all.indexOf(name)]?.pcm.length)
})
