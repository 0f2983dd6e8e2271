import { z } from 'zod'

import { amplitudeOf } from '#lib/engines/speech/audio/exact-math.ts'
import type { Condition } from '#lib/engines/speech/conditions/condition.ts'
import { scale } from '#lib/engines/speech/conditions/sound.ts'

const GainConfig = z.strictObject({
  db: z.number().min(-40).max(40).meta({ title: 'Gain (dB)' }),
})

/** Speech and noise made louder or softer alike, as by the distance or the microphone's amplifier. */
export const gain: Condition<z.infer<typeof GainConfig>, 'gain'> = {
  kind: 'gain',
  label: 'Gain',
  config: GainConfig,
  apply: (sound, { db }) => ({ sound: scale(sound, amplitudeOf(db)) }),
}
