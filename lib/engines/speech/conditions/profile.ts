import { createHash } from 'node:crypto'

import { z } from 'zod'

import type { Clip } from '#lib/engines/speech/clip.ts'
import { clipping } from '#lib/engines/speech/conditions/clipping.ts'
import type { NoiseSounds } from '#lib/engines/speech/conditions/condition.ts'
import { gain } from '#lib/engines/speech/conditions/gain.ts'
import { lowPass } from '#lib/engines/speech/conditions/low-pass.ts'
import { noise } from '#lib/engines/speech/conditions/noise.ts'
import { packetLoss } from '#lib/engines/speech/conditions/packet-loss.ts'
import { reverb } from '#lib/engines/speech/conditions/reverb.ts'
import { silence } from '#lib/engines/speech/conditions/silence.ts'
import { speed } from '#lib/engines/speech/conditions/speed.ts'
import { telephone } from '#lib/engines/speech/conditions/telephone.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

/** Raised when a condition changes what it does to the samples, so that old audio is not taken for new. */
const CONDITIONS_VERSION = 1

/** The settings of a device profile: its conditions, each at most once. They act in this order. */
export const DeviceProfileSettings = z.strictObject({
  speed: speed.config.optional(),
  silence: silence.config.optional(),
  reverb: reverb.config.optional(),
  noise: noise.config.optional(),
  gain: gain.config.optional(),
  clipping: clipping.config.optional(),
  low_pass: lowPass.config.optional(),
  telephone: telephone.config.optional(),
  packet_loss: packetLoss.config.optional(),
})

export type DeviceProfileSettings = z.infer<typeof DeviceProfileSettings>

/** Reads the settings of a device profile, defaults filled in. Throws `InvalidError` that names each fault. */
export function parseProfile(settings: unknown): DeviceProfileSettings {
  const result = DeviceProfileSettings.safeParse(settings)
  if (result.success) return result.data
  throw new InvalidError('The device profile is not valid', faultsOf(result.error))
}

function clipHash({ pcm, sampleRate }: Clip): string {
  const bytes = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)
  return createHash('sha256').update(`${sampleRate}:`).update(bytes).digest('hex')
}

/** The sounds that a profile uses, of those at hand. */
function soundsOf({ noise: used }: DeviceProfileSettings, sounds: NoiseSounds): readonly Clip[] {
  if (used?.kind === 'babble') return sounds.babble ?? []
  return used?.kind === 'recording' && sounds.recording ? [sounds.recording] : []
}

/**
 * Content address of a profile, 64 hex digits: SHA-256 over its settings, the sounds that it uses and the version of
 * the conditions. With the seed and the dry stimulus' key it names the bytes that `applyProfile` makes.
 */
export function profileAddress(settings: DeviceProfileSettings, sounds: NoiseSounds = {}): string {
  const content = {
    version: CONDITIONS_VERSION,
    settings: parseProfile(settings),
    sounds: soundsOf(settings, sounds).map(clipHash),
  }
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}
