import { z } from 'zod'

import { amplitudeOf } from '#lib/engines/speech/audio/exact-math.ts'
import type { Condition } from '#lib/engines/speech/conditions/condition.ts'

const ClippingConfig = z.strictObject({
  limit_dbfs: z
    .number()
    .min(-40)
    .max(0)
    .meta({ title: 'Limit (dBFS)', description: 'No sample is larger than this' }),
})

/** Holds every sample at a limit, as an overloaded microphone does. */
export const clipping: Condition<z.infer<typeof ClippingConfig>, 'clipping'> = {
  kind: 'clipping',
  label: 'Clipping',
  config: ClippingConfig,
  apply(sound, { limit_dbfs }) {
    const limit = Math.min(32_767 / 32_768, amplitudeOf(limit_dbfs))
    let clipped = 0
    const samples = sound.samples.map((sample) => {
      if (sample <= limit && sample >= -limit) return sample
      clipped++
      return sample > 0 ? limit : -limit
    })
    return { sound: { ...sound, samples }, report: { clippedShare: clipped / samples.length } }
  },
}
