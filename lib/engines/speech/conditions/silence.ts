import { z } from 'zod'

import type { Condition } from '#lib/engines/speech/conditions/condition.ts'

const pause = z.int().min(0).max(30_000).default(0)
const SilenceConfig = z.strictObject({
  lead_ms: pause.meta({ title: 'Before (ms)' }),
  trail_ms: pause.meta({ title: 'After (ms)' }),
})

/** Time in which the caller says nothing, before and after the speech; echoes and noise go on in it. */
export const silence: Condition<z.infer<typeof SilenceConfig>, 'silence'> = {
  kind: 'silence',
  label: 'Silence around the speech',
  config: SilenceConfig,
  apply(sound, { lead_ms, trail_ms }) {
    const lead = Math.round((lead_ms * sound.sampleRate) / 1_000)
    const trail = Math.round((trail_ms * sound.sampleRate) / 1_000)
    const samples = new Float64Array(lead + sound.samples.length + trail)
    samples.set(sound.samples, lead)
    const speechStart = lead + sound.speechStart
    return { sound: { ...sound, samples, speechStart, speechEnd: lead + sound.speechEnd } }
  },
}
