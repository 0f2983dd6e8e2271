import type { Clip } from '#lib/engines/speech/clip.ts'
import { activePower, findActiveFrames } from '#lib/engines/speech/conditions/active-frames.ts'
import type { ConditionsReport, NoiseSounds } from '#lib/engines/speech/conditions/condition.ts'
import type { DeviceProfileSettings } from '#lib/engines/speech/conditions/profile.ts'
import { acousticConditions, lineConditions } from '#lib/engines/speech/conditions/registry.ts'
import {
  keepHeadroom,
  openSound,
  type Sound,
  toClip,
} from '#lib/engines/speech/conditions/sound.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { createRandom } from '#lib/platform/statistics/random.ts'

/** What was asked for must be what 16 bits hold. */
const MAX_SNR_ERROR_DB = 0.5

const decibels = (power: number) => 10 * Math.log10(power)

type Measured = Pick<ConditionsReport, 'speechDbfs' | 'noiseDbfs' | 'achievedSnrDb'>

/** Levels over active speech at the microphone, of samples rounded as 16 bits do it; overdriven ones are not held. */
function measureAtMicrophone({ samples, sampleRate, dry }: Sound): Measured {
  if (!dry) {
    const power = activePower(samples, findActiveFrames(samples, sampleRate))
    return { speechDbfs: decibels(power), noiseDbfs: null, achievedSnrDb: null }
  }
  const added = samples.map(
    (sample, n) => Math.round(sample * 32_768) / 32_768 - dry.scale * (dry.samples[n] ?? 0),
  )
  const speechDbfs = decibels(activePower(dry.samples, dry.active) * dry.scale * dry.scale)
  const noiseDbfs = decibels(activePower(added, dry.active))
  return { speechDbfs, noiseDbfs, achievedSnrDb: speechDbfs - noiseDbfs }
}

function checkSnr({ achievedSnrDb }: Measured, { noise }: DeviceProfileSettings): void {
  if (!noise || achievedSnrDb === null) return
  if (Math.abs(achievedSnrDb - noise.snr_db) <= MAX_SNR_ERROR_DB) return
  throw new InvalidError(
    `An SNR of ${noise.snr_db} dB is not possible: the noise would be softer than 16 bits can hold`,
  )
}

const nothing = {
  clippedShare: null,
  packets: null,
  lostPackets: null,
  lossRate: null,
  speechLossRate: null,
  longestLossMs: null,
}

/**
 * What is heard of a clip through a device profile, at the clip's rate, and what was really achieved. Conditions act
 * in the order of the registry. After each of them a sound beyond full scale is lowered as a whole, to a peak of
 * -1 dBFS; only `gain` before `clipping` may overdrive. The seed names the
 * random numbers: equal arguments give equal bytes.
 * Throws `InvalidError` for a clip without speech, shorter than 20 ms or longer than 10 minutes, for missing noise
 * sounds, and for an SNR that 16 bits cannot hold.
 */
export function applyProfile(
  clip: Clip,
  profile: DeviceProfileSettings,
  seed: number,
  sounds: NoiseSounds = {},
): { clip: Clip; report: ConditionsReport } {
  let report: Partial<ConditionsReport> = {}
  const pass = (sound: Sound, conditions: typeof acousticConditions) =>
    conditions.reduce((before, condition) => {
      const random = createRandom(seed, condition.kind)
      const outcome = condition.run(before, profile, { random, sounds })
      if (!outcome) return before
      report = { ...report, ...outcome.report }
      const overdrive = condition.kind === 'gain' && profile.clipping !== undefined
      return overdrive ? outcome.sound : keepHeadroom(outcome.sound)
    }, sound)

  const atMicrophone = pass(openSound(clip), acousticConditions)
  const measured = measureAtMicrophone(atMicrophone)
  checkSnr(measured, profile)
  const heard = pass(atMicrophone, lineConditions)
  const toMs = (position: number) => (position / heard.sampleRate) * 1_000
  return {
    clip: toClip(heard),
    report: {
      ...nothing,
      ...report,
      ...measured,
      headroomDb: 2 * decibels(1 / heard.lowered),
      durationMs: toMs(heard.samples.length),
      speechStartMs: toMs(heard.speechStart),
      speechEndMs: toMs(heard.speechEnd),
    },
  }
}
