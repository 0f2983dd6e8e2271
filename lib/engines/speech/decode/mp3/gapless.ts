import type { FrameHeader } from '#lib/engines/speech/decode/mp3/mp3-frames.ts'

/** Samples that a decoder is late by: 528 of the filter bank, and one (LAME's technical FAQ). */
const DECODER_DELAY = 529

/** What to leave out of the samples of a stream. */
export type Gaps = {
  /** samples of each channel before the sound */
  skip: number
  /** samples of the sound; endless where the encoder does not say it */
  length: number
  /** the first frame holds no sound, but facts about the stream */
  isTag: boolean
}

const text = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))

/**
 * Reads the first frame of a stream as LAME and FFmpeg write it: a header of Xing with the number of frames, and after
 * it how many samples of padding there are at both ends ("Mp3 Info Tag rev 1", LAME).
 */
export function gapsOf(frame: Uint8Array, header: FrameHeader): Gaps {
  const none = { skip: 0, length: Number.POSITIVE_INFINITY }
  // Fraunhofer's header is at one place in all frames, and names no padding.
  if (text(frame, 36) === 'VBRI') return { ...none, isTag: true }
  const at = 4 + header.sideInfo
  if (!['Xing', 'Info'].includes(text(frame, at))) return { ...none, isTag: false }
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  if (at + 8 > frame.length) return { ...none, isTag: true }
  const flags = view.getUint32(at + 4)
  const frames = (flags & 1) !== 0 && at + 12 <= frame.length ? view.getUint32(at + 8) : null
  const lengths = [4, 4, 100, 4]
  const lame = lengths.reduce((end, bytes, bit) => end + ((flags >> bit) & 1) * bytes, at + 8)
  if (lame + 24 > frame.length || !/^L(AME|avf|avc|3\.9)/.test(text(frame, lame)))
    return { ...none, isTag: true }
  const [a = 0, b = 0, c = 0] = frame.subarray(lame + 21, lame + 24)
  const before = (a << 4) | (b >> 4)
  const after = ((b & 15) << 8) | c
  const skip = before + DECODER_DELAY
  const all = frames === null ? Number.POSITIVE_INFINITY : frames * header.samples
  const length = Math.max(0, all - before - Math.max(after, DECODER_DELAY))
  return { skip, length: length === 0 ? Number.POSITIVE_INFINITY : length, isTag: true }
}
