import FFT from 'fft.js'

import { cosTurns, sinTurns } from '#lib/engines/speech/audio/exact-math.ts'

const opened = new Map<number, FFT>()

/** An FFT of `size` points, a power of two. Its twiddle factors are the same to the bit on every machine. */
export function openFft(size: number): FFT {
  const known = opened.get(size)
  if (known) return known
  const fft = new FFT(size)
  for (let k = 0; k < size; k++) {
    fft.table[2 * k] = cosTurns(k / size)
    fft.table[2 * k + 1] = -sinTurns(k / size)
  }
  opened.set(size, fft)
  return fft
}

/** The power of two at or above `value`. */
export function powerOfTwo(value: number): number {
  let size = 2
  while (size < value) size *= 2
  return size
}
