import { bands, type Spectrum } from '#simulator/asr/spectrum.ts'

/** Where the speech of an utterance is and what sounds around it. */
export type Bounds = {
  /** first frame of the speech and the frame after its last */
  start: number
  end: number
  /** mean power of each band outside the speech; zeros when there is no such frame */
  noise: Float32Array
}

const marginFrames = 2
const shortestFrames = 6
/** Speech is this much above the noise, in nepers of power averaged over the louder half of the bands. */
const aboveNoise = 1.6
/** Power ratio of the loudest frame below which nothing counts as speech (-45 dB). */
const range = 3e-5

function quantile(values: number[], share: number): number {
  values.sort((left, right) => left - right)
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
}

/** Noise power of each band: its tenth percentile over the utterance. */
function bandFloors({ frames, power }: Spectrum, least: number): Float64Array {
  return Float64Array.from({ length: bands }, (_, band) => {
    const column = Array.from({ length: frames }, (_, frame) => power[frame * bands + band] ?? 0)
    return Math.max(least, quantile(column, 0.1))
  })
}

/** How far each frame stands out of the noise: the mean over its 12 clearest bands, smoothed over 3 frames. */
function prominence(spectrum: Spectrum, floors: Float64Array): Float64Array {
  const raw = Float64Array.from({ length: spectrum.frames }, (_, frame) => {
    const ratios: number[] = []
    for (let band = 0; band < bands; band++) {
      const floor = floors[band] ?? 1
      ratios.push(Math.log(Math.max(1, (spectrum.power[frame * bands + band] ?? 0) / floor)))
    }
    ratios.sort((left, right) => right - left)
    return ratios.slice(0, bands / 2).reduce((sum, ratio) => sum + ratio, 0) / (bands / 2)
  })
  return raw.map(
    (value, frame) => (value + (raw[frame - 1] ?? value) + (raw[frame + 1] ?? value)) / 3,
  )
}

function noiseOutside(spectrum: Spectrum, start: number, end: number): Float32Array {
  const noise = new Float32Array(bands)
  const outside = start + spectrum.frames - end
  if (outside < 4) return noise
  for (let frame = 0; frame < spectrum.frames; frame++) {
    if (frame === start) frame = end
    if (frame >= spectrum.frames) break
    for (let band = 0; band < bands; band++)
      noise[band] = (noise[band] ?? 0) + (spectrum.power[frame * bands + band] ?? 0) / outside
  }
  return noise
}

/** Finds the speech band by band, so that a hum in one band does not hide speech in others. Null: no speech. */
export function findSpeech(spectrum: Spectrum): Bounds | null {
  const { frames, power } = spectrum
  if (frames < shortestFrames) return null
  let loudest = 0
  for (const value of power) if (value > loudest) loudest = value
  if (loudest < 1e-7) return null
  const levels = prominence(spectrum, bandFloors(spectrum, loudest * range))
  const speech = levels.map((level) => (level > aboveNoise ? 1 : 0))
  let start = -1
  let end = -1
  for (let frame = 0, run = 0; frame < frames; frame++) {
    run = speech[frame] === 1 ? run + 1 : 0
    if (run < 3) continue
    if (start < 0) start = frame - run + 1
    end = frame + 1
  }
  if (start < 0 || end - start < shortestFrames) return null
  start = Math.max(0, start - marginFrames)
  end = Math.min(frames, end + marginFrames)
  return { start, end, noise: noiseOutside(spectrum, start, end) }
}
