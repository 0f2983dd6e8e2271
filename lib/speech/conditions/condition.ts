import type { z } from 'zod'

import type { Clip } from '../types.ts'
import type { Random } from './random.ts'
import type { Sound } from './sound.ts'

/** Audio that a profile speaks of and does not contain. */
export type NoiseSounds = {
  /** clips of talkers for `babble` */
  babble?: readonly Clip[]
  /** the uploaded clip for `recording` */
  recording?: Clip
}

/** Figures of one application of a profile; those of conditions that it lacks are null. */
export type ConditionsReport = {
  durationMs: number
  speechStartMs: number
  /** latency is counted from here; echoes and trailing silence come later */
  speechEndMs: number
  /** active level at the microphone, after gain */
  speechDbfs: number
  /** noise during active speech, at the same place */
  noiseDbfs: number | null
  achievedSnrDb: number | null
  /** by how much the whole clip was lowered to stay within 16 bits, in dB */
  headroomDb: number
  /** samples held at the clipping limit, 0..1 of all */
  clippedShare: number | null
  packets: number | null
  lostPackets: number | null
  /** share of packets lost, 0..1 */
  lossRate: number | null
  /** the same among packets that hold speech */
  speechLossRate: number | null
  longestLossMs: number | null
}

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
