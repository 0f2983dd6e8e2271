import openFvad from '@echogarden/fvad-wasm'

import { bandHz } from '#lib/engines/speech/listening/narrow-band.ts'
import { hopMs } from '#lib/engines/speech/listening/sound-frames.ts'

/** Of 0 to 3: this one takes least for speech. */
const mode = 3
const frame = (bandHz * hopMs) / 1_000

/** Says of each frame of 20 ms whether it sounds like speech: the detector of WebRTC (Gaussian mixtures in six bands). */
export type VoiceActivity = (samples: Float64Array) => Uint8Array

async function open(): Promise<VoiceActivity> {
  const fvad = await openFvad()
  const handle = fvad._fvad_new()
  const at = fvad._malloc(frame * 2)
  return (samples) => {
    // It learns the background as it goes: each clip begins anew.
    fvad._fvad_reset(handle)
    fvad._fvad_set_mode(handle, mode)
    fvad._fvad_set_sample_rate(handle, bandHz)
    const marks = new Uint8Array(Math.floor(samples.length / frame))
    for (let index = 0; index < marks.length; index++) {
      for (let n = 0; n < frame; n++) {
        const value = Math.round((samples[index * frame + n] ?? 0) * 32_767)
        fvad.HEAP16[at / 2 + n] = value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value
      }
      marks[index] = fvad._fvad_process(handle, at, frame) === 1 ? 1 : 0
    }
    return marks
  }
}

let opened: Promise<VoiceActivity> | undefined

/** The detector, whose module is loaded once. */
export const openVoiceActivity = (): Promise<VoiceActivity> => (opened ??= open())
