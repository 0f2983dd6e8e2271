import { sinTurns } from '#lib/engines/speech/audio/exact-math.ts'

/** Zeroth-order modified Bessel function of the first kind, by its power series. */
function bessel(x: number): number {
  let sum = 1
  for (let k = 1, term = 1; term > sum * 1e-17; k++) {
    const step = x / (2 * k)
    term *= step * step
    sum += term
  }
  return sum
}

type Design = {
  /** -6 dB point in cycles per sample, below 0.5 */
  cutoff: number
  /** width of the slope in cycles per sample */
  slope: number
  /** of the stop band, in dB */
  attenuation: number
}

/** Half the length of a low-pass in samples, by Kaiser's formula (Oppenheim & Schafer, 7.6). */
export const kaiserHalf = ({ slope, attenuation }: Omit<Design, 'cutoff'>) =>
  Math.ceil((attenuation - 8) / (2.285 * 2 * Math.PI * slope) / 2)

/** Impulse response of a Kaiser-windowed low-pass at `t` samples from its centre; 0 beyond `kaiserHalf`. */
export function kaiserLowPass(design: Design): (t: number) => number {
  const { cutoff, attenuation } = design
  const half = kaiserHalf(design)
  const beta = 0.1102 * (attenuation - 8.7)
  const scale = bessel(beta)
  return (t) => {
    const edge = 1 - (t / half) * (t / half)
    if (edge <= 0) return 0
    const sinc = t === 0 ? 2 * cutoff : sinTurns(cutoff * t) / (Math.PI * t)
    return (sinc * bessel(beta * Math.sqrt(edge))) / scale
  }
}
