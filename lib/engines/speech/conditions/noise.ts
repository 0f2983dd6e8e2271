import { z } from 'zod'

import { amplitudeOf } from '#lib/engines/speech/audio/exact-math.ts'
import { activePower, findActiveFrames } from '#lib/engines/speech/conditions/active-frames.ts'
import type { Condition, NoiseSounds } from '#lib/engines/speech/conditions/condition.ts'
import { babble, repeatClip } from '#lib/engines/speech/conditions/noise-clips.ts'
import { colouredNoise } from '#lib/engines/speech/conditions/noise-colours.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { Random } from '#lib/platform/statistics/random.ts'

const NoiseConfig = z
  .strictObject({
    kind: z.enum(['white', 'pink', 'brown', 'babble', 'recording']).meta({
      title: 'Noise',
      description: 'Brown noise falls by 6 dB an octave, like a moving car',
    }),
    snr_db: z
      .number()
      .min(-20)
      .max(50)
      .meta({ title: 'SNR (dB)', description: 'Active speech over the noise under it' }),
    talkers: z
      .int()
      .min(1)
      .max(32)
      .default(6)
      .meta({ title: 'Talkers', description: 'Voices at once in babble' }),
    recording: z
      .string()
      .regex(/^noise\/[\w-]{1,100}\.wav$/, 'is not the key of uploaded noise')
      .optional()
      .meta({ title: 'Recording', description: 'Storage key of the uploaded noise' }),
  })
  .refine(({ kind, recording }) => (kind === 'recording') === (recording !== undefined), {
    path: ['recording'],
    message: 'belongs to noise of the kind recording, and to no other',
  })

type NoiseConfig = z.infer<typeof NoiseConfig>
type Wanted = { length: number; sampleRate: number; random: Random }

function makeNoise(config: NoiseConfig, sounds: NoiseSounds, wanted: Wanted): Float64Array {
  if (config.kind === 'babble') return babble(sounds.babble ?? [], config.talkers, wanted)
  if (config.kind !== 'recording') return colouredNoise(config.kind, wanted)
  if (!sounds.recording) throw new InvalidError(`There is no recording ${config.recording}`)
  return repeatClip(sounds.recording, wanted)
}

/**
 * Noise at an SNR in dB: mean power of the speech in its active frames (20 ms, within 30 dB of the loudest) over the
 * mean power of the noise in the same frames. Speech keeps its level.
 */
export const noise: Condition<NoiseConfig, 'noise'> = {
  kind: 'noise',
  label: 'Background noise',
  config: NoiseConfig,
  apply(sound, config, { random, sounds }) {
    const { samples, sampleRate } = sound
    const added = makeNoise(config, sounds, { length: samples.length, sampleRate, random })
    const active = findActiveFrames(samples, sampleRate)
    const power = activePower(added, active)
    if (power === 0) throw new InvalidError('The noise is silent wherever there is speech')
    const level = Math.sqrt(activePower(samples, active) / power) * amplitudeOf(-config.snr_db)
    return {
      sound: {
        ...sound,
        samples: samples.map((sample, n) => sample + level * (added[n] ?? 0)),
        dry: { samples, active, scale: 1 },
      },
    }
  },
}
