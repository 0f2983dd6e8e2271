/** Header of a WAV file with `samples` 16-bit mono samples at `sampleRate` Hz: 44 bytes, true sizes. */
export function wavHeader(sampleRate: number, samples: number): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + samples * 2, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE(sampleRate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(samples * 2, 40)
  return header
}

type Format = { encoding: number; channels: number; sampleRate: number; bits: number }

const pcmEncoding = 1
const extensibleEncoding = 0xfffe

function firstChannel(wav: Buffer, start: number, end: number, channels: number): Int16Array {
  const samples = Math.floor((end - start) / (2 * channels))
  const pcm = new Int16Array(samples)
  for (let index = 0; index < samples; index += 1)
    pcm[index] = wav.readInt16LE(start + index * 2 * channels)
  return pcm
}

/**
 * Samples of a 16-bit PCM WAV, of the first channel if there are several; null when it is something else.
 * A size of 0 or beyond the end in the `data` header means "to the end" (streaming writers).
 */
export function readWav(wav: Buffer): { pcm: Int16Array; sampleRate: number } | null {
  if (wav.length < 12 || wav.toString('latin1', 0, 4) !== 'RIFF') return null
  if (wav.toString('latin1', 8, 12) !== 'WAVE') return null
  let format: Format | null = null
  for (let at = 12; at + 8 <= wav.length;) {
    const id = wav.toString('latin1', at, at + 4)
    const size = wav.readUInt32LE(at + 4)
    const start = at + 8
    if (id === 'fmt ' && start + 16 <= wav.length) {
      format = {
        encoding: wav.readUInt16LE(start),
        channels: wav.readUInt16LE(start + 2),
        sampleRate: wav.readUInt32LE(start + 4),
        bits: wav.readUInt16LE(start + 14),
      }
    }
    if (id === 'data') {
      const known = format?.encoding === pcmEncoding || format?.encoding === extensibleEncoding
      if (!format || !known || format.bits !== 16 || format.channels < 1) return null
      const end = size === 0 ? wav.length : Math.min(wav.length, start + size)
      return {
        pcm: firstChannel(wav, start, end, format.channels),
        sampleRate: format.sampleRate,
      }
    }
    at = start + size + (size % 2)
  }
  return null
}
