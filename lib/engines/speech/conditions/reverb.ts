import { z } from 'zod'

import { convolve } from '#lib/engines/speech/audio/convolve.ts'
import { amplitudeOf } from '#lib/engines/speech/audio/exact-math.ts'
import type { Condition } from '#lib/engines/speech/conditions/condition.ts'
import type { Random } from '#lib/platform/statistics/random.ts'

const ReverbConfig = z.strictObject({
  rt60_ms: z
    .number()
    .min(50)
    .max(3_000)
    .meta({ title: 'RT60 (ms)', description: 'Until echoes have fallen by 60 dB' }),
  direct_db: z
    .number()
    .min(-15)
    .max(30)
    .default(6)
    .meta({ title: 'Direct sound (dB)', description: 'Over all echoes together' }),
  delay_ms: z
    .number()
    .min(0)
    .max(100)
    .default(5)
    .meta({ title: 'First echo (ms)', description: 'After the direct sound' }),
})

type ReverbConfig = z.infer<typeof ReverbConfig>

/**
 * Impulse response of a room: the direct sound, then noise that falls by 60 dB in `rt60_ms` (Polack's model; Jot,
 * Cerveau and Warusfel, "Analysis and synthesis of room reverberation", AES 1997).
 */
function impulseResponse(config: ReverbConfig, sampleRate: number, random: Random): Float64Array {
  const delay = Math.max(1, Math.round((config.delay_ms * sampleRate) / 1_000))
  const tail = Math.round((config.rt60_ms * sampleRate) / 1_000)
  const response = new Float64Array(delay + tail)
  const decay = amplitudeOf(-60 / tail)
  let energy = 0
  for (let n = 0, level = 1; n < tail; n++, level *= decay) {
    const value = level * random.bell()
    energy += value * value
    response[delay + n] = value
  }
  const wet = amplitudeOf(-config.direct_db) / Math.sqrt(energy)
  for (let n = delay; n < response.length; n++) response[n] = (response[n] ?? 0) * wet
  response[0] = 1
  return response
}

/** A room around the talker. The clip grows by its echoes; speech still ends where the talker stops. */
export const reverb: Condition<ReverbConfig, 'reverb'> = {
  kind: 'reverb',
  label: 'Room reverb',
  config: ReverbConfig,
  apply(sound, config, { random }) {
    const response = impulseResponse(config, sound.sampleRate, random)
    return { sound: { ...sound, samples: convolve(sound.samples, response) } }
  },
}
