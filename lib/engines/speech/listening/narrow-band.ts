import type { Clip } from '#lib/engines/speech/clip.ts'

/** Hz. What a telephone carries is enough to tell speech from other sound, and all rates come to the same figures. */
export const bandHz = 8_000
/** Zero crossings of the filter's kernel on each side: aliases are 40 dB down but for those next to the edge. */
const crossings = 5
/** Phases of the kernel kept between two input samples. */
const phases = 64

type Kernel = { half: number; rows: Float64Array[] }

const kernels = new Map<number, Kernel>()

/** A windowed sinc that passes what both rates can hold, at `phases` offsets. */
function kernelFor(sampleRate: number): Kernel {
  const known = kernels.get(sampleRate)
  if (known) return known
  const cutoff = Math.min(1, bandHz / sampleRate) * 0.92
  const half = Math.ceil(crossings / cutoff)
  const rows = Array.from({ length: phases }, (_, phase) => {
    const row = Float64Array.from({ length: 2 * half }, (_, tap) => {
      const x = tap - half + 1 - phase / phases
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x)
      return Math.abs(x) >= half ? 0 : sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / half))
    })
    const gain = row.reduce((sum, value) => sum + value, 0)
    return row.map((value) => value / gain)
  })
  // A handful of rates occurs; a hostile mix must not grow this without bound.
  if (kernels.size >= 8) kernels.clear()
  kernels.set(sampleRate, { half, rows })
  return { half, rows }
}

/** Samples of ±1 at `bandHz`. Cheaper and coarser than `resample`: made for measuring, not for playing. */
export function narrowBand({ pcm, sampleRate }: Clip): Float64Array {
  if (sampleRate === bandHz) return Float64Array.from(pcm, (sample) => sample / 32_768)
  const { half, rows } = kernelFor(sampleRate)
  const input = new Float64Array(pcm.length + 2 * half)
  input.set(pcm, half)
  const output = new Float64Array(Math.floor((pcm.length * bandHz) / sampleRate))
  const step = sampleRate / bandHz
  for (let n = 0; n < output.length; n++) {
    const place = n * step
    const index = Math.floor(place)
    const row = rows[Math.floor((place - index) * phases)] ?? input
    let sum = 0
    for (let tap = 0; tap < row.length; tap++)
      sum += (input[index + 1 + tap] ?? 0) * (row[tap] ?? 0)
    output[n] = sum / 32_768
  }
  return output
}
