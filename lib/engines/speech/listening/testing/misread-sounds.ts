import { deflateRawSync } from 'node:zlib'

import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { Sound } from '#lib/engines/speech/listening/testing/synthetic-sounds.ts'

const bytesOf = (pcm: Int16Array) => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)

function asPcm16(bytes: Uint8Array, at = 0): Int16Array {
  // A copy: a Buffer is a piece of a larger one.
  const whole = Uint8Array.from(bytes.subarray(at, at + 2 * Math.floor((bytes.length - at) / 2)))
  return new Int16Array(whole.buffer)
}

/** Compressed frames of 417 bytes, each with the header of an MP3 frame: what a decoder would have made sound of. */
function compressed(pcm: Int16Array): Uint8Array {
  const packed = deflateRawSync(bytesOf(pcm), { level: 9 })
  const header = [0xff, 0xfb, 0x90, 0x64]
  return packed.map((byte, n) => header[n % 417] ?? byte)
}

const swapped = (pcm: Int16Array) =>
  pcm.map((sample) => ((sample & 0xff) << 8) | ((sample >> 8) & 0xff))

/** Speech whose bytes are taken for another format than they have. */
export function misread({ pcm, sampleRate }: Clip): Sound[] {
  const made = (kind: string, samples: Int16Array): Sound => ({
    kind,
    clip: { pcm: samples, sampleRate },
  })
  return [
    made('µ-law read as PCM', asPcm16(encodeG711(pcm, 'mulaw'))),
    made('A-law read as PCM', asPcm16(encodeG711(pcm, 'alaw'))),
    made('PCM read as µ-law', decodeG711(bytesOf(pcm), 'mulaw')),
    made('PCM read as A-law', decodeG711(bytesOf(pcm), 'alaw')),
    made('bytes swapped', swapped(pcm)),
    made('PCM a byte late', asPcm16(bytesOf(pcm), 1)),
    made(
      'float read as PCM',
      asPcm16(new Uint8Array(Float32Array.from(pcm, (s) => s / 32_768).buffer)),
    ),
    made('compressed read as PCM', asPcm16(compressed(pcm))),
  ]
}
