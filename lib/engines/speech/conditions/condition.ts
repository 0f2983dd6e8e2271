import { z } from 'zod'

import type { Clip } from '#lib/engines/speech/clip.ts'
import type { Sound } from '#lib/engines/speech/conditions/sound.ts'
import type { Random } from '#lib/platform/statistics/random.ts'

/** Audio that a profile speaks of and does not contain. */
export type NoiseSounds = {
  /** clips of talkers for `babble` */
  babble?: readonly Clip[]
  /** the uploaded clip for `recording` */
  recording?: Clip
}

/** Figures of one application of a profile; those of conditions that it lacks are null. */
export const ConditionsReport = z.object({
  durationMs: z.number(),
  speechStartMs: z.number(),
  /** latency is counted from here; echoes and trailing silence come later */
  speechEndMs: z.number(),
  /** active level at the microphone, after gain */
  speechDbfs: z.number(),
  /** noise during active speech, at the same place */
  noiseDbfs: z.number().nullable(),
  achievedSnrDb: z.number().nullable(),
  /** by how much the whole clip was lowered to stay within 16 bits, in dB */
  headroomDb: z.number(),
  /** samples held at the clipping limit, 0..1 of all */
  clippedShare: z.number().nullable(),
  packets: z.number().nullable(),
  lostPackets: z.number().nullable(),
  /** share of packets lost, 0..1 */
  lossRate: z.number().nullable(),
  /** the same among packets that hold speech */
  speechLossRate: z.number().nullable(),
  longestLossMs: z.number().nullable(),
})
export type ConditionsReport = z.infer<typeof ConditionsReport>

export type ConditionContext = { random: Random; sounds: NoiseSounds }

export type Outcome = { sound: Sound; report?: Partial<ConditionsReport> }

/** What happens to a voice between the talker and the voice AI. Pure: the same input gives the same samples. */
export type Condition<Config, Kind extends string = string> = {
  /** its key in a device profile */
  kind: Kind
  label: string
  /** settings with bounds; also rendered as a form */
  config: z.ZodType<Config>
  /** Throws `InvalidError` for a sound or settings that it cannot serve. */
  apply(sound: Sound, config: Config, context: ConditionContext): Outcome
}
