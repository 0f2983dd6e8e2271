import { bands } from '#simulator/asr/spectrum.ts'

const cepstra = 13
const deltaReach = 2
const deltaWeight = 1.4
/** Numbers that describe a frame: 13 cepstra and their slopes. */
export const dimensions = 2 * cepstra

const cosines = Float64Array.from({ length: cepstra * bands }, (_, index) => {
  const [order, band] = [Math.floor(index / bands), index % bands]
  const scale = order === 0 ? Math.sqrt(1 / bands) : Math.sqrt(2 / bands)
  return scale * Math.cos((Math.PI * order * (band + 0.5)) / bands)
})
const logs = new Float64Array(bands)

function addSlopes(features: Float32Array, frames: number): void {
  for (let frame = 0; frame < frames; frame++) {
    for (let order = 0; order < cepstra; order++) {
      let slope = 0
      let weight = 0
      for (let reach = 1; reach <= deltaReach; reach++) {
        const after = Math.min(frames - 1, frame + reach) * dimensions + order
        const before = Math.max(0, frame - reach) * dimensions + order
        slope += reach * ((features[after] ?? 0) - (features[before] ?? 0))
        weight += 2 * reach * reach
      }
      features[frame * dimensions + cepstra + order] = (deltaWeight * slope) / weight
    }
  }
}

/**
 * Cepstra with slopes of mel powers. `gain` and `noise` place the speech in a noise (parallel model
 * combination: powers add); `floor` keeps silence finite. The mean of the utterance is taken away, the
 * variance is not: that would make voices unlike each other.
 */
export function cepstraOf(
  power: Float32Array,
  start: number,
  end: number,
  { gain, noise, floor }: { gain: number; noise: Float32Array | null; floor: number },
): Float32Array {
  const frames = end - start
  const features = new Float32Array(frames * dimensions)
  const means = new Float64Array(cepstra)
  for (let frame = 0; frame < frames; frame++) {
    const from = (start + frame) * bands
    for (let band = 0; band < bands; band++)
      logs[band] = Math.log((power[from + band] ?? 0) * gain + (noise?.[band] ?? 0) + floor)
    const to = frame * dimensions
    for (let order = 0; order < cepstra; order++) {
      let sum = 0
      for (let band = 0; band < bands; band++)
        sum += (cosines[order * bands + band] ?? 0) * (logs[band] ?? 0)
      features[to + order] = sum
      means[order] = (means[order] ?? 0) + sum / frames
    }
  }
  for (let frame = 0; frame < frames; frame++)
    for (let order = 0; order < cepstra; order++)
      features[frame * dimensions + order] =
        (features[frame * dimensions + order] ?? 0) - (means[order] ?? 0)
  addSlopes(features, frames)
  return features
}
