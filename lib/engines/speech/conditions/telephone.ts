import { z } from 'zod'

import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { Condition } from '#lib/engines/speech/conditions/condition.ts'
import { filterBand } from '#lib/engines/speech/conditions/fir.ts'
import { fromPcm, keepHeadroom, toClip } from '#lib/engines/speech/conditions/sound.ts'

const LINE_HZ = 8_000
/** Flat from 300 to 3,400 Hz, -6 dB at these edges, -70 dB below 150 and above 3,550 Hz. */
const band = { lowHz: 225, highHz: 3_475, slopeHz: 150 }

const TelephoneConfig = z.strictObject({
  law: z
    .enum(['mulaw', 'alaw'])
    .default('mulaw')
    .meta({ title: 'G.711', description: 'µ-law in North America and Japan, A-law elsewhere' }),
})

/** A clip within the band at 8 kHz: nothing can alias, so that whole ratios need no second filter. */
function toLineRate(clip: Clip): Clip {
  const ratio = clip.sampleRate / LINE_HZ
  if (!Number.isInteger(ratio)) return resample(clip, LINE_HZ)
  const pcm = new Int16Array(Math.ceil(clip.pcm.length / ratio))
  for (let n = 0; n < pcm.length; n++) pcm[n] = clip.pcm[n * ratio] ?? 0
  return { pcm, sampleRate: LINE_HZ }
}

/** A telephone line: 300 to 3,400 Hz, 8 kHz, G.711 and back to the clip's rate. */
export const telephone: Condition<z.infer<typeof TelephoneConfig>, 'telephone'> = {
  kind: 'telephone',
  label: 'Telephone line',
  config: TelephoneConfig,
  apply(sound, { law }) {
    const { sampleRate } = sound
    // A filter may overshoot; the coder would clip that.
    const fitting = keepHeadroom({ ...sound, samples: filterBand(sound.samples, sampleRate, band) })
    const line = toLineRate(toClip(fitting))
    const heard = { pcm: decodeG711(encodeG711(line.pcm, law), law), sampleRate: LINE_HZ }
    const samples = new Float64Array(sound.samples.length)
    // Two changes of rate may differ from the original by a sample.
    samples.set(fromPcm(resample(heard, sampleRate).pcm.subarray(0, samples.length)))
    return { sound: { ...fitting, samples } }
  },
}
