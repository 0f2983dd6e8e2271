import { exp } from '#lib/engines/speech/audio/exact-math.ts'
import type { Random } from '#lib/platform/statistics/random.ts'

/** Samples thrown away until the filters have forgotten that they started from zero, as a share of a second. */
const WARM_UP = 0.25
/** Below this frequency pink and brown noise are flat, or their power would have no end. */
const LOWEST_HZ = 20

export type Colour = 'white' | 'pink' | 'brown'

/** y = x[n] - zero·x[n-1] + pole·y[n-1] */
type Section = { zero: number; pole: number }

/**
 * Poles an octave apart with a zero half-way between: -3 dB an octave (Smith & Smith, "Closed form fractional
 * integration and differentiation via real exponentially spaced pole-zero pairs", 2016).
 */
function pinkSections(sampleRate: number): Section[] {
  const at = (hz: number) => exp((-2 * Math.PI * hz) / sampleRate)
  const sections: Section[] = []
  for (let hz = LOWEST_HZ; hz < sampleRate / 2; hz *= 2)
    sections.push({ pole: at(hz), zero: at(hz * Math.SQRT2) })
  return sections
}

const shapes: Record<Colour, (sampleRate: number) => Section[]> = {
  white: () => [],
  pink: pinkSections,
  /** -6 dB an octave: a leaky integrator. */
  brown: (sampleRate) => [{ zero: 0, pole: exp((-2 * Math.PI * LOWEST_HZ) / sampleRate) }],
}

function filter(samples: Float64Array, { zero, pole }: Section): void {
  let [before, value] = [0, 0]
  for (let n = 0; n < samples.length; n++) {
    const sample = samples[n] ?? 0
    value = sample - zero * before + pole * value
    before = sample
    samples[n] = value
  }
}

/** Steady noise of `length` samples at any level: white, pink (-3 dB an octave) or brown (-6 dB) above 20 Hz. */
export function colouredNoise(
  colour: Colour,
  { length, sampleRate, random }: { length: number; sampleRate: number; random: Random },
): Float64Array {
  const warmUp = Math.round(WARM_UP * sampleRate)
  const samples = new Float64Array(length + warmUp)
  for (let n = 0; n < samples.length; n++) samples[n] = random.bell()
  for (const section of shapes[colour](sampleRate)) filter(samples, section)
  return samples.subarray(warmUp)
}
