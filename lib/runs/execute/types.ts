import type { MeaningEngine } from '#lib/meaning/types.ts'
import type { Listener } from '#lib/speech/asr/listener.ts'
import type { Conditions } from '#lib/speech/conditions/conditioned-stimulus.ts'
import type { Stimulus } from '#lib/speech/types.ts'
import type { Storage } from '#lib/storage/types.ts'

import type { BegunItem } from '../outcome.ts'
import type { Policies } from '../policy.ts'
import type { Plan } from './plan.ts'

/** Makes stimuli; `lib/speech` has the real one. */
type StimulusSource = {
  stimulus(
    request: { text: string; language: string; voice: string },
    signal: AbortSignal,
  ): Promise<Stimulus>
  /** a stored recording by its key */
  load(key: string): Promise<Stimulus>
}

/** What executing an item takes, besides the item. */
export type ExecuteDeps = {
  plan(item: BegunItem): Promise<Plan>
  speech: StimulusSource
  /** applies device profiles */
  conditions: Pick<Conditions, 'hear' | 'apply'>
  /** null when no recogniser is set */
  listener: Listener | null
  storage: Storage
  policy: Policies
  /** asked about replies that the rules leave open; empty unless the settings name some */
  meaning: readonly MeaningEngine[]
}
