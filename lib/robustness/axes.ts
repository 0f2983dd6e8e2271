import { burstLoss } from '#lib/engines/speech/conditions/packet-loss.ts'
import type { DeviceProfileSettings } from '#lib/engines/speech/conditions/profile.ts'
import type { SearchPlan, StartSearchInput } from '#lib/robustness/schema.ts'

type Axis = {
  /** where it is easy, where it is hard, and how fine is fine enough */
  from: number
  to: number
  tolerance: number
  /** levels are multiples of it */
  step: number
  /** levels that the condition can take */
  least: number
  most: number
  settings(level: number, plan: SearchPlan): Partial<Record<keyof DeviceProfileSettings, unknown>>
  /** a level in words */
  words(level: number): string
}

/** Mean length of a burst of lost packets. */
const burst = 2

const axes: Record<StartSearchInput['axis'], Axis> = {
  snr: {
    ...{ from: 30, to: -10, tolerance: 1, step: 0.5, least: -20, most: 50 },
    settings: (level, { noise }) => ({ noise: { kind: noise, snr_db: level } }),
    words: (level) => `SNR ${level} dB`,
  },
  speed: {
    ...{ from: 1, to: 1.4, tolerance: 0.02, step: 0.01, least: 0.7, most: 1.4 },
    settings: (level) => (level === 1 ? {} : { speed: { factor: level } }),
    words: (level) => `speed ${level}`,
  },
  packet_loss: {
    ...{ from: 0, to: 0.6, tolerance: 0.02, step: 0.005, least: 0, most: 0.9 },
    settings: (level) => (level === 0 ? {} : { packet_loss: burstLoss(level, burst) }),
    words: (level) => `${Math.round(level * 1_000) / 10} % of packets lost`,
  },
}

export const axisOf = (name: StartSearchInput['axis']): Axis => axes[name]
