import { z } from 'zod'

import type { Condition } from '#lib/engines/speech/conditions/condition.ts'
import { filterLow } from '#lib/engines/speech/conditions/fir.ts'

const LowPassConfig = z.strictObject({
  hz: z
    .number()
    .min(300)
    .max(20_000)
    .meta({ title: 'Cut-off (Hz)', description: '-6 dB here, -70 dB a tenth above' }),
})

/** Removes high sounds, as a cheap microphone or a cloth over it does. Above the clip's own band it changes nothing. */
export const lowPass: Condition<z.infer<typeof LowPassConfig>, 'low_pass'> = {
  kind: 'low_pass',
  label: 'Low-pass',
  config: LowPassConfig,
  apply(sound, { hz }) {
    const slopeHz = hz / 5
    if (hz + slopeHz / 2 >= sound.sampleRate / 2) return { sound }
    const samples = filterLow(sound.samples, sound.sampleRate, { hz, slopeHz })
    return { sound: { ...sound, samples } }
  },
}
