import { z } from 'zod'

import { cosTurns } from '#lib/engines/speech/audio/exact-math.ts'
import type { Condition } from '#lib/engines/speech/conditions/condition.ts'

const SpeedConfig = z.strictObject({
  factor: z
    .number()
    .min(0.7)
    .max(1.4)
    .meta({ title: 'Speed', description: '1 is as spoken; the pitch stays' }),
})

/** Half a window; windows follow each other at this distance. */
const HOP_MS = 15
/** A window may start this much earlier or later to fit what came before: a period of a voice of 100 Hz. */
const TOLERANCE_MS = 10
/** Waveforms are compared at about this rate: enough to align voices. */
const SEARCH_HZ = 8_000

type Stretch = { input: Float64Array; pad: number; hop: number; tolerance: number; step: number }

/** Likeness of the windows around two places, relative to the loudness of the second. */
function likeness({ input, hop, step }: Stretch, a: number, b: number): number {
  let product = 0
  let energy = 1e-12
  for (let n = -hop; n < hop; n += step) {
    const value = input[b + n] ?? 0
    product += (input[a + n] ?? 0) * value
    energy += value * value
  }
  return product / Math.sqrt(energy)
}

/** The place within the tolerance of `nominal` whose surroundings look most like those of `natural`. */
function bestPlace(stretch: Stretch, natural: number, nominal: number): number {
  const { tolerance, step } = stretch
  let best = nominal
  let most = -Infinity
  const look = (from: number, to: number, by: number) => {
    for (let place = from; place <= to; place += by) {
      const value = likeness(stretch, natural, place)
      if (value <= most) continue
      most = value
      best = place
    }
  }
  look(nominal - tolerance, nominal + tolerance, step)
  if (step > 1) look(best - step + 1, best + step - 1, 1)
  return best
}

/** Where each output window takes its middle from, in samples of the padded input. */
function choosePlaces(stretch: Stretch, factor: number, windows: number): number[] {
  const places = [stretch.pad]
  for (let window = 1; window < windows; window++) {
    const natural = (places[window - 1] ?? 0) + stretch.hop
    places.push(
      bestPlace(stretch, natural, stretch.pad + Math.round(window * stretch.hop * factor)),
    )
  }
  return places
}

/** Output position of an input position: windows keep their middle, between two of them it is interpolated. */
function mapPosition(places: number[], hop: number, position: number): number {
  const after = places.findIndex((place) => place > position)
  const window = after < 0 ? places.length - 1 : Math.max(0, after - 1)
  const left = places[window] ?? 0
  const width = after < 0 ? hop : (places[after] ?? 0) - left
  return Math.round(hop * (window + Math.max(0, position - left) / Math.max(1, width)))
}

/** Adds up Hann windows, which sum to 1 at half overlap. */
function overlapAdd({ input, hop }: Stretch, places: number[], length: number): Float64Array {
  const hann = Float64Array.from({ length: 2 * hop }, (_, n) => 0.5 - 0.5 * cosTurns(n / hop / 2))
  const output = new Float64Array(length)
  for (const [window, place] of places.entries())
    for (let n = 0; n < 2 * hop; n++) {
      const at = (window - 1) * hop + n
      if (at >= 0 && at < length)
        output[at] = (output[at] ?? 0) + (hann[n] ?? 0) * (input[place - hop + n] ?? 0)
    }
  return output
}

/** Faster or slower at the same pitch: WSOLA (Verhelst and Roelands, ICASSP 1993). */
export const speed: Condition<z.infer<typeof SpeedConfig>, 'speed'> = {
  kind: 'speed',
  label: 'Speed',
  config: SpeedConfig,
  apply(sound, { factor }) {
    if (factor === 1) return { sound }
    const { samples, sampleRate } = sound
    const hop = Math.round((sampleRate * HOP_MS) / 1_000)
    const tolerance = Math.round((sampleRate * TOLERANCE_MS) / 1_000)
    const pad = 2 * hop + tolerance
    const length = Math.round(samples.length / factor)
    const input = new Float64Array(samples.length + 2 * pad)
    input.set(samples, pad)
    const step = Math.max(1, Math.floor(sampleRate / SEARCH_HZ))
    const stretch = { input, pad, hop, tolerance, step }
    const places = choosePlaces(stretch, factor, Math.ceil(length / hop) + 1)
    const moved = (position: number) => Math.min(length, mapPosition(places, hop, pad + position))
    return {
      sound: {
        ...sound,
        samples: overlapAdd(stretch, places, length),
        speechStart: moved(sound.speechStart),
        speechEnd: moved(sound.speechEnd),
      },
    }
  },
}
